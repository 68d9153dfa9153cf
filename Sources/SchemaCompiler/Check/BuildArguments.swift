import ConfigDocument
import SchemaValidation

/// The command line that plugins pass to a build. The few flags are parsed without a library,
/// because every package that uses the plugin would have to compile it.
struct BuildArguments {
    struct Fault: Error {
        let message: String
    }

    static let usage = """
        USAGE: schemac build --target-directory DIR --output DIR [options]

        Generate the code that schemac.yaml requests, and check the config files that it lists.

          --target-directory DIR  The directory of the target.
          --output DIR            The directory to write to.
          --config FILE           The options; schemac.yaml in the target by default. It may be
                                  missing.
          --planned NAME          A file name that must be written. Repeatable.
          --others NAME           The file for all schemas whose own file is not planned.
          --watch DIR             A directory for links to files that were read outside the target.
          --prune                 Remove generated files that no longer have a schema, and print
                                  what changed.
          --max-bytes N           A limit, as under `limits:` in schemac.yaml; so are the others.
        """

    private(set) var targetDirectory = ""
    private(set) var output = ""
    private(set) var config: String?
    private(set) var planned: [String] = []
    private(set) var others: String?
    private(set) var watch: String?
    private(set) var prune = false
    private(set) var limits: [Limit: Int] = [:]
    private(set) var asksForHelp = false

    init(_ arguments: [String]) throws(Fault) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--prune": prune = true
            case "--help", "-h": asksForHelp = true
            default:
                let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
                let value = parts.count == 2 ? parts[1] : rest.popFirst()
                // The next option is not a value, unless it follows "=".
                guard let value, parts.count == 2 || !value.hasPrefix("--") else {
                    throw Fault(message: "\(quoted(argument)) has no value")
                }
                try set(parts.first ?? "", to: value)
            }
        }
        guard !asksForHelp else { return }
        if targetDirectory.isEmpty { throw Fault(message: "--target-directory is missing") }
        if output.isEmpty { throw Fault(message: "--output is missing") }
    }

    private mutating func set(_ option: String, to text: String) throws(Fault) {
        switch option {
        case "--target-directory": targetDirectory = text
        case "--output": output = text
        case "--config": config = text
        case "--planned": planned.append(text)
        case "--others": others = text
        case "--watch": watch = text
        default:
            guard let limit = Limit.allCases.first(where: { $0.option == option }) else {
                throw Fault(message: "there is no option \(quoted(option))")
            }
            guard let number = Int(text), limit.range.contains(number) else {
                throw Fault(
                    message: "\(option) is \(quoted(text)); expected a number from "
                        + "\(limit.range.lowerBound) to \(limit.range.upperBound)"
                )
            }
            limits[limit] = number
        }
    }
}
