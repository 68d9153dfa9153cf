#if Signing
    import Crypto
    import Foundation
    public import TypedConfig

    extension SigningKey {
        /// Signs a release of a fleet: the argument `sign` of `FleetPublisher.publish`.
        public func signatures(ofRelease message: [UInt8]) throws -> [ReleaseSignature] {
            [
                ReleaseSignature(
                    method: releaseMethod,
                    key: keyName(publicBytes),
                    bytes: Array(try signature(forBytes: message))
                )
            ]
        }
    }

    extension ReleaseTrust {
        /// Accepts releases that are signed by one of these keys.
        ///
        /// - Parameters:
        ///   - publicKeys: strings such as `ed25519-public BASE64`.
        ///   - minimumSequence: the lowest release that is accepted, against old releases that were
        ///     signed as well.
        /// - Returns: nil if one of them is not a public key, or there are none.
        public static func ed25519(
            publicKeys: [String],
            minimumSequence: Int = 0
        ) -> ReleaseTrust? {
            var keys: [String: Curve25519.Signing.PublicKey] = [:]
            for text in publicKeys {
                guard let key = publicKey(text) else { return nil }
                keys[keyName(key.rawRepresentation)] = key
            }
            if keys.isEmpty { return nil }
            let trusted = keys
            return ReleaseTrust(minimumSequence: minimumSequence) { message, signatures in
                signatures.contains { signature in
                    signature.method == releaseMethod
                        && trusted[signature.key]?
                            .isValidSignature(Data(signature.bytes), for: Data(message)) == true
                }
            }
        }
    }

    private let releaseMethod = "ed25519"

    /// The first half of the SHA-256 hash, which is short enough to be compared by people.
    private func keyName(_ publicKey: Data) -> String {
        SHA256.hash(data: publicKey).prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
#endif
