import ConfigDocument
import ConfigFiles
import SchemaValidation
public import TypedConfig

/// The expected files of a folder: a list of SHA-256 hashes in the format of `sha256sum`, with a
/// signature in a second file.
///
/// `.manifest.sha256` has one line per file; `.manifest.sha256.sig` is the signature over its
/// bytes.
public struct ConfigManifest: Sendable, Equatable {
    /// The name of the manifest in the directory that it describes.
    public static let fileName = ".manifest.sha256"
    /// The name of the signature beside the manifest.
    public static let signatureName = ".manifest.sha256.sig"

    /// Keyed by the file's path within the folder, such as `conf.d/10-http.yaml`.
    public private(set) var hashes: [String: String] = [:]

    /// Hashes all configuration files of a folder, including `conf.d`.
    public init(of directory: String) throws(ConfigError) {
        for file in Self.files(in: directory) {
            hashes[file] = SHA256.hexadecimal(of: try Self.read("\(directory)/\(file)"))
        }
    }

    /// - Returns: nil if the bytes are not such a list.
    public init?(parsing bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].utf8.count == 64, parts[1].hasPrefix(" ") else {
                return nil
            }
            hashes[String(parts[1].dropFirst())] = String(parts[0])
        }
    }

    /// The bytes of the manifest file: one line per file, in the format of `sha256sum`.
    public var bytes: [UInt8] {
        let lines = hashes.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }
        return Array(lines.joined().utf8)
    }

    /// Writes the list and its signature to the folder.
    package func write(to directory: String, signature: [UInt8]) throws(ConfigError) {
        do throws(FileError) {
            let folder = try LockedFolder(directory)
            try folder.write(bytes, to: Self.fileName)
            try folder.write(signature, to: Self.signatureName)
        } catch {
            throw ConfigError(error.finding)
        }
    }

    /// Writes a private key to a new file that only its owner can read.
    package static func write(key: String, to path: String) throws(ConfigError) {
        do throws(FileError) {
            try DurableFile(path).write(Array("\(key)\n".utf8), over: .nothing)
        } catch {
            throw ConfigError(error.finding)
        }
    }

    static func files(in directory: String) -> [String] {
        let fragments = WatchedPlaces.files(in: "\(directory)/\(fragmentFolder)").map {
            "\(fragmentFolder)/\($0.name)"
        }
        return (WatchedPlaces.files(in: directory).map(\.name) + fragments).sorted()
    }

    static func read(_ path: String) throws(ConfigError) -> [UInt8] {
        do throws(FileError) {
            if let bytes = try DurableFile(path).readUnlocked() { return bytes }
        } catch {
            throw ConfigError(error.finding)
        }
        throw ConfigError(Finding(message: "there is no such file", file: path))
    }

    /// The differences between a directory and the list.
    ///
    /// - Parameters:
    ///   - directory: the path of the directory.
    ///   - isKnown: whether a file may have a hash other than the listed one.
    public func differences(
        in directory: String,
        isKnown: (_ file: String, _ hash: String) -> Bool = { _, _ in false }
    ) -> [Finding] {
        var findings: [Finding] = []
        let present = Self.files(in: directory)
        for file in present {
            let path = "\(directory)/\(file)"
            guard let wanted = hashes[file] else {
                findings.append(
                    Finding(message: "the file is not in the signed manifest", file: path)
                )
                continue
            }
            let hash: String
            do throws(ConfigError) {
                hash = SHA256.hexadecimal(of: try Self.read(path))
            } catch {
                findings += error.findings
                continue
            }
            if hash != wanted, !isKnown(path, hash) {
                findings.append(
                    Finding(
                        message: "the file differs from the signed one: its SHA-256 is "
                            + "\(hash.prefix(12))…, not \(wanted.prefix(12))…",
                        suggestion:
                            "restore it, or sign what is there with \(OperatorTool.name) sign",
                        file: path
                    )
                )
            }
        }
        for file in hashes.keys.sorted() where !present.contains(file) {
            findings.append(
                Finding(message: "the signed file is missing", file: "\(directory)/\(file)")
            )
        }
        return findings
    }
}

/// The decision about which signatures on a manifest are trusted.
public struct ManifestTrust: Sendable {
    let isSigned: @Sendable (_ manifest: [UInt8], _ signature: [UInt8]) -> Bool

    /// - Parameter isSigned: whether the signature, as read from its file, is a trusted one over
    ///   these bytes. `TypedConfigSigning` has Ed25519.
    public init(_ isSigned: @escaping @Sendable (_ manifest: [UInt8], _ signature: [UInt8]) -> Bool)
    {
        self.isSigned = isSigned
    }

    /// The defects of a folder: an untrusted signature, or files that differ from the manifest.
    public func findings(
        in directory: String,
        isKnown: (_ file: String, _ hash: String) -> Bool = { _, _ in false }
    ) -> [Finding] {
        let path = "\(directory)/\(ConfigManifest.fileName)"
        do throws(ConfigError) {
            let bytes = try ConfigManifest.read(path)
            let signature = try ConfigManifest.read("\(directory)/\(ConfigManifest.signatureName)")
            guard isSigned(bytes, signature) else {
                return [Finding(message: "the signature is not by a trusted key", file: path)]
            }
            guard let manifest = ConfigManifest(parsing: bytes) else {
                return [Finding(message: "this is not a list of SHA-256 checksums", file: path)]
            }
            return manifest.differences(in: directory, isKnown: isKnown)
        } catch {
            return error.findings
        }
    }
}
