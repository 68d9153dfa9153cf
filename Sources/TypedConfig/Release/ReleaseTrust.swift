/// A signature of a release's manifest.
public struct ReleaseSignature: Sendable, Hashable {
    /// The method, such as `ed25519`.
    public var method: String
    /// The key, such as a part of its hash.
    public var key: String
    /// The bytes of the signature.
    public var bytes: [UInt8]

    /// A signature.
    public init(method: String, key: String, bytes: [UInt8]) {
        self.method = method
        self.key = key
        self.bytes = bytes
    }
}

/// The releases that an instance accepts.
public struct ReleaseTrust: Sendable {
    let isSigned: @Sendable (_ message: [UInt8], _ signatures: [ReleaseSignature]) -> Bool
    let minimumSequence: Int

    /// - Parameters:
    ///   - minimumSequence: the lowest release that is accepted, against old releases that were
    ///     signed as well.
    ///   - isSigned: whether one of the signatures is a trusted one over the message.
    ///     `TypedConfigSigning` has Ed25519.
    public init(
        minimumSequence: Int = 0,
        isSigned: @escaping @Sendable (_ message: [UInt8], _ signatures: [ReleaseSignature]) -> Bool
    ) {
        self.isSigned = isSigned
        self.minimumSequence = minimumSequence
    }
}

/// A manifest as it is stored: its bytes, and a line for each signature.
package struct ReleaseRecord: Sendable, Hashable {
    package var manifest: [UInt8]
    package var signatures: [ReleaseSignature]

    package init(manifest: [UInt8], signatures: [ReleaseSignature] = []) {
        self.manifest = manifest
        self.signatures = signatures
    }

    package init(parsing bytes: [UInt8]) throws(ReleaseFault) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        manifest = Array(lines.first ?? [])
        signatures = []
        for line in lines.dropFirst() where !line.isEmpty {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            guard words.count == 3, let signature = Base64.decoded(String(words[2])) else {
                throw ReleaseFault("a signature of the release is malformed")
            }
            signatures.append(
                ReleaseSignature(
                    method: String(words[0]),
                    key: String(words[1]),
                    bytes: signature
                )
            )
        }
    }

    package var bytes: [UInt8] {
        signatures.reduce(into: manifest) { bytes, signature in
            let text = Base64.encoded(signature.bytes)
            bytes += Array("\n\(signature.method) \(signature.key) \(text)".utf8)
        }
    }

    /// The bytes that are signed. The first line keeps signatures of other things apart.
    package static func signedMessage(_ manifest: [UInt8]) -> [UInt8] {
        Array("typed-config release 1\n".utf8) + manifest
    }
}
