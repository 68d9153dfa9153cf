import ArgumentParser
import TypedConfig
import TypedConfigFleet
import TypedConfigSigning

/// The key that signs a release.
struct FleetSigner: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Sign the release with the private key in this file, which configctl sign --new-key creates.",
            valueName: "file"
        ),
        completion: .file()
    )
    var sign: String?

    /// Nil without a key.
    func signing() throws -> (@Sendable ([UInt8]) throws -> [ReleaseSignature])? {
        guard let sign else { return nil }
        #if Signing
            guard let text = contents(of: sign),
                let key = SigningKey(String(decoding: text, as: UTF8.self))
            else { throw ValidationError("\(sign) is not the file of a private key.") }
            return { try key.signatures(ofRelease: $0) }
        #else
            throw WithoutSigning()
        #endif
    }
}

/// The keys by which a release must be signed.
struct FleetTrust: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A public key, or a file of public keys, by which the release must be signed. Repeatable.",
            valueName: "key"
        ),
        completion: .file()
    )
    var publicKey: [String] = []

    /// Nil without a key.
    func trust() throws -> ReleaseTrust? {
        if publicKey.isEmpty { return nil }
        #if Signing
            let keys = publicKeys(publicKey)
            guard let trust = ReleaseTrust.ed25519(publicKeys: keys) else {
                throw ValidationError("Pass a public key with --public-key, or a file of them.")
            }
            return trust
        #else
            throw WithoutSigning()
        #endif
    }
}
