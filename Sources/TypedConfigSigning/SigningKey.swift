#if Signing
    import Crypto
    import Foundation
    public import ConfigMonitoring
    import TypedConfig

    /// A key for signing manifests: Ed25519 (RFC 8032).
    ///
    /// Its text form is `ed25519-private BASE64`, and its public half's is `ed25519-public BASE64`.
    /// Keep the private key where configuration is released, never on a machine that runs it.
    public struct SigningKey: Sendable {
        private let key: Curve25519.Signing.PrivateKey

        /// Generates a key.
        public init() { key = Curve25519.Signing.PrivateKey() }

        /// - Returns: nil if the string is not a private key.
        public init?(_ text: String) {
            guard let bytes = keyBytes(text, "ed25519-private"),
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
            else { return nil }
            self.key = key
        }

        /// The private key as text.
        public var text: String {
            "ed25519-private \(key.rawRepresentation.base64EncodedString())"
        }

        /// The public key as text, for verification.
        public var publicText: String {
            "ed25519-public \(key.publicKey.rawRepresentation.base64EncodedString())"
        }

        /// The content of the signature file.
        public func signature(of manifest: ConfigManifest) throws -> [UInt8] {
            let signature = try signature(forBytes: manifest.bytes)
            return Array((signature.base64EncodedString() + "\n").utf8)
        }

        func signature(forBytes bytes: [UInt8]) throws -> Data { try key.signature(for: bytes) }

        var publicBytes: Data { key.publicKey.rawRepresentation }
    }

    /// Hides the key; only `text` returns it.
    extension SigningKey: CustomStringConvertible, CustomReflectable {
        public var description: String { "<secret>" }
        public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
    }

    extension ManifestTrust {
        /// Trusts signatures made with these keys.
        ///
        /// - Parameter publicKeys: strings such as `ed25519-public BASE64`.
        /// - Returns: nil if one of them is not a public key, or there are none.
        public static func ed25519(publicKeys: [String]) -> ManifestTrust? {
            var keys: [Curve25519.Signing.PublicKey] = []
            for text in publicKeys {
                guard let key = publicKey(text) else { return nil }
                keys.append(key)
            }
            if keys.isEmpty { return nil }
            let trusted = keys
            return ManifestTrust { manifest, signature in
                let text = String(decoding: signature, as: UTF8.self)
                    .trimmingCharacters(in: .whitespacesAndNewlines)
                guard let bytes = Data(base64Encoded: text) else { return false }
                return trusted.contains { $0.isValidSignature(bytes, for: manifest) }
            }
        }
    }

    /// Nil if the text is not a public key.
    func publicKey(_ text: String) -> Curve25519.Signing.PublicKey? {
        keyBytes(text, "ed25519-public").flatMap {
            try? Curve25519.Signing.PublicKey(rawRepresentation: $0)
        }
    }

    private func keyBytes(_ text: String, _ kind: String) -> Data? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == kind else { return nil }
        return Data(base64Encoded: String(words[1]))
    }
#endif
