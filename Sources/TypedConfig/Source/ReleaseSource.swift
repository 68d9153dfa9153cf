import ConfigDocument
import ConfigTypes
import Synchronization

/// The documents of the release that is served. The fleet's follower replaces the release; a reload
/// never does.
final class ReleaseSource: ConfigSource {
    let remote: any RemoteSource
    let store: ReleaseStore
    private let state: Mutex<State>

    private struct State {
        var release: VerifiedRelease?
        /// The version of a configuration's schema that the program was compiled with.
        var version: @Sendable (String) -> String? = { _ in nil }
    }

    init(_ remote: any RemoteSource, store: ReleaseStore) {
        self.remote = remote
        self.store = store
        state = Mutex(State())
    }

    var name: String { "fleet \(remote.fleet)" }

    /// The release that is served; nil before the first one.
    var release: VerifiedRelease? { state.withLock(\.release) }

    func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
        try documents(of: release).documents(for: configuration)
    }

    func snapshot() -> any ConfigSource { documents(of: release) }

    func documents(of release: VerifiedRelease?) -> ReleaseDocuments {
        ReleaseDocuments(name: name, release: release, version: state.withLock(\.version))
    }

    func serve(_ release: VerifiedRelease) { state.withLock { $0.release = release } }

    func useVersions(_ version: @escaping @Sendable (String) -> String?) {
        state.withLock { $0.version = version }
    }
}

/// The documents of one release, as a program with certain versions of schemas reads them.
struct ReleaseDocuments: ConfigSource {
    let name: String
    let release: VerifiedRelease?
    let version: @Sendable (String) -> String?

    func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
        guard let release else {
            throw ConfigError(
                Finding(
                    message: "no release has been loaded yet",
                    suggestion: "startFleet() loads the first one",
                    file: name
                )
            )
        }
        let manifest = release.manifest
        var files: [ReleaseFile] = []
        for (file, text) in zip(manifest.files, release.texts)
        where file.configuration == configuration {
            files.append(
                ReleaseFile(
                    name: manifest.place(of: file),
                    configuration: configuration,
                    version: file.version,
                    text: text
                )
            )
        }
        var documents: [SourceDocument] = []
        for file in try Self.chosen(files, for: version(configuration)) {
            documents.append(
                SourceDocument(
                    file.text,
                    as: try .ofFile(file.name),
                    named: file.name,
                    version: file.version
                )
            )
        }
        return documents
    }

    /// The files with the highest version that a program can read.
    ///
    /// - Parameters:
    ///   - files: those of one configuration.
    ///   - version: the version of the program's schema; nil if it has none.
    /// - Throws: if all files are for newer programs.
    static func chosen(
        _ files: [ReleaseFile],
        for version: String?
    ) throws(ConfigError) -> [ReleaseFile] {
        let newestFirst = files.sorted { ReleaseVersion($1.version) < ReleaseVersion($0.version) }
        guard let oldest = newestFirst.last else { return [] }
        let readable = newestFirst.first { file in
            version.map { !(ReleaseVersion($0) < ReleaseVersion(file.version)) } ?? true
        }
        if let readable { return files.filter { $0.version == readable.version } }
        let own = version ?? ""
        throw ConfigError(
            Finding(
                message: "\(shownName(oldest.configuration)) is written for "
                    + "\(oldest.version ?? ""), and this program knows versions up to \(own)",
                suggestion: "publish a variant for \(own), or update the program first",
                file: oldest.name
            )
        )
    }
}

/// A version of a schema, as far as it decides whether a program can read a document: patches do not
/// change the content of documents.
struct ReleaseVersion: Comparable {
    private let numbers: [Int]

    init(_ text: String?) {
        let core = (text ?? "").split(whereSeparator: { $0 == "-" || $0 == "+" }).first ?? ""
        // Bound: nil if Int cannot represent it.
        numbers = core.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
    }

    func isSame(as other: ReleaseVersion) -> Bool { !(self < other) && !(other < self) }

    static func < (left: ReleaseVersion, right: ReleaseVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}
