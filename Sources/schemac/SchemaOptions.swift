import ArgumentParser
import LimitOptions
import SchemaCompiler
import SchemaTools

/// Options for references to other documents.
struct ReferenceOptions: ParsableArguments {
    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "A directory with the documents whose URI begins with a prefix. Repeatable.",
            valueName: "prefix=directory"
        )
    )
    var maps: [String] = []

    @Option(
        help: ArgumentHelp(
            "The base URI of schemas without $id, to which their file names are added.",
            valueName: "uri"
        )
    )
    var base: String?

    @Option(
        help: ArgumentHelp(
            "The lock of schemac vendor; schemac.lock by default, if it exists.",
            valueName: "file"
        )
    )
    var lock: String?

    @OptionGroup var limits: LimitOptions

    /// Sets the sources of referenced documents in the options.
    func apply(to options: inout CompilerOptions) throws {
        options.maps += try parsedMaps()
        if let lock {
            options.vendored = try VendorLock(contentsOf: lock)
        } else if options.vendored == nil {
            options.vendored = try VendorLock.ifPresent(in: ".")
        }
    }

    private func parsedMaps() throws -> [(prefix: String, folder: String)] {
        try maps.map { text in
            guard let separator = text.lastIndex(of: "="), separator != text.startIndex else {
                throw ValidationError(
                    "--map \(text): write PREFIX=DIRECTORY, such as https://example.com/=vendored"
                )
            }
            return (String(text[..<separator]), String(text[text.index(after: separator)...]))
        }
    }

    func finder() -> SchemaFinder {
        var finder = SchemaFinder()
        finder.base = base
        return finder
    }
}

/// The access levels as written on the command line.
enum Access: String, ExpressibleByArgument, CaseIterable {
    case `internal`
    case package
    case `public`

    var level: AccessLevel {
        switch self {
        case .internal: .internal
        case .package: .package
        case .public: .public
        }
    }
}
