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
        let all = Array(zip(manifest.files, release.texts)).filter {
            $0.0.configuration == configuration
        }
        guard let chosen = try variant(of: all.map(\.0), in: manifest) else { return [] }
        var documents: [SourceDocument] = []
        for (file, text) in all where file.version == chosen.version {
            documents.append(
                SourceDocument(
                    text,
                    as: try .ofFile(file.name),
                    named: manifest.place(of: file),
                    version: file.version
                )
            )
        }
        return documents
    }

    /// The file with the highest version that the program can read; nil if there are no files.
    private func variant(
        of files: [ReleaseManifest.File],
        in manifest: ReleaseManifest
    ) throws(ConfigError) -> ReleaseManifest.File? {
        guard let first = files.first else { return nil }
        let newestFirst = files.sorted { ReleaseVersion($1.version) < ReleaseVersion($0.version) }
        guard let own = version(first.configuration) else { return newestFirst.first }
        let known = ReleaseVersion(own)
        if let file = newestFirst.first(where: { !(known < ReleaseVersion($0.version)) }) {
            return file
        }
        let oldest = newestFirst.last ?? first
        throw ConfigError(
            Finding(
                message: "\(shownName(first.configuration)) is written for "
                    + "\(oldest.version ?? ""), and this program knows versions up to \(own)",
                suggestion: "publish a variant for \(own), or update the program first",
                file: manifest.place(of: oldest)
            )
        )
    }
}

/// A version of a schema, as far as it decides whether a program can read a document: patches do not
/// change the content of documents.
private struct ReleaseVersion: Comparable {
    private let numbers: [Int]

    init(_ text: String?) {
        let core = (text ?? "").split(whereSeparator: { $0 == "-" || $0 == "+" }).first ?? ""
        // Bound: nil if Int cannot represent it.
        numbers = core.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
    }

    static func < (left: ReleaseVersion, right: ReleaseVersion) -> Bool {
        left.numbers.lexicographicallyPrecedes(right.numbers)
    }
}
