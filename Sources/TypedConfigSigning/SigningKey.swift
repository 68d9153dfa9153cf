#if Signing
    import Crypto
    import Foundation
    public import ConfigMonitoring
    import TypedConfig

    /// A key that manifests are signed with: Ed25519 (RFC 8032).
    ///
    /// As text it is `ed25519-private BASE64`, and its public half `ed25519-public BASE64`. The first
    /// belongs to who releases configuration, never on the machine that runs it.
    public struct SigningKey: Sendable {
        private let key: Curve25519.Signing.PrivateKey

        /// A new key.
        public init() { key = Curve25519.Signing.PrivateKey() }

        /// - Returns: nil where the text is no private key.
        public init?(_ text: String) {
            guard let bytes = keyBytes(text, "ed25519-private"),
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
            else { return nil }
            self.key = key
        }

        /// The secret itself.
        public var text: String {
            "ed25519-private \(key.rawRepresentation.base64EncodedString())"
        }

        public var publicText: String {
            "ed25519-public \(key.publicKey.rawRepresentation.base64EncodedString())"
        }

        /// The content of a signature's file.
        public func signature(of manifest: ConfigManifest) throws -> [UInt8] {
            let signature = try key.signature(for: manifest.bytes)
            return Array((signature.base64EncodedString() + "\n").utf8)
        }
    }

    /// The key is not shown; `text` hands it out.
    extension SigningKey: CustomStringConvertible, CustomReflectable {
        public var description: String { "<secret>" }
        public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
    }

    extension ManifestTrust {
        /// Trusts the holders of these keys.
        ///
        /// - Parameter publicKeys: texts such as `ed25519-public BASE64`.
        /// - Returns: nil where one of them is no public key, or there is none.
        public static func ed25519(publicKeys: [String]) -> ManifestTrust? {
            var keys: [Curve25519.Signing.PublicKey] = []
            for text in publicKeys {
                guard let bytes = keyBytes(text, "ed25519-public"),
                    let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
                else { return nil }
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

    private func keyBytes(_ text: String, _ kind: String) -> Data? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == kind else { return nil }
        return Data(base64Encoded: String(words[1]))
    }
#endif
