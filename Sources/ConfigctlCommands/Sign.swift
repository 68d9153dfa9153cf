import ArgumentParser
import ConfigMonitoring
import LimitOptions
import TypedConfig
import TypedConfigSigning

struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Signs the files of a folder as they are, so that changes to them are noticed.",
        discussion: """
            Writes .manifest.sha256, which sha256sum -c reads, and a signature beside it.

            configctl has this where it was built with --traits Signing.

            EXAMPLES
              configctl sign --new-key release.key     prints the public key, to keep elsewhere
              configctl sign --key release.key
            """
    )

    @Option(help: "The file of the private key.", completion: .file())
    var key: String?

    @Option(help: "Makes a private key, in a file that is not there yet.", completion: .file())
    var newKey: String?

    @Option(name: [.short, .long], help: "The folder of the configuration files.")
    var directory = "config"

    @OptionGroup(title: "Limits") var limits: LimitOptions

    func validate() throws {
        if (key == nil) == (newKey == nil) {
            throw ValidationError("Either --key or --new-key is needed.")
        }
    }

    func run() throws {
        #if Signing
            if let newKey { return try makeKey(newKey) }
            guard let text = key.flatMap(contents),
                let key = SigningKey(String(decoding: text, as: UTF8.self))
            else { throw ValidationError("\(key ?? "") holds no private key.") }
            let manifest = try ConfigManifest(of: directory)
            try manifest.write(to: directory, signature: key.signature(of: manifest))
            Output.standard.write(
                "\(directory): signed \(manifest.hashes.count) files, by \(key.publicText)"
            )
        #else
            throw WithoutSigning()
        #endif
    }

    #if Signing
        private func makeKey(_ path: String) throws {
            let key = SigningKey()
            try ConfigManifest.write(key: key.text, to: path)
            Output.standard.write(key.publicText)
        }
    #endif
}

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tells which files are not what was signed.",
        discussion: """
            Exit codes: 0 all are, 1 some are not.

            configctl has this where it was built with --traits Signing.

            EXAMPLES
              configctl verify --public-key release.pub
              configctl verify --public-key 'ed25519-public yqw…='
            """
    )

    @Option(help: "The public key, or a file that holds some, one a line.", completion: .file())
    var publicKey: [String] = []

    @Option(name: [.short, .long], help: "The folder of the configuration files.")
    var directory = "config"

    @OptionGroup(title: "Limits") var limits: LimitOptions

    func run() throws {
        #if Signing
            guard let trust = trust(in: publicKey) else {
                throw ValidationError("--public-key names no public key.")
            }
            let findings = trust.findings(in: directory)
            for finding in findings { Output.standard.write(finding) }
            if !findings.isEmpty { throw Exit(findings) }
            Output.standard.write("\(directory): every file is as it was signed")
        #else
            throw WithoutSigning()
        #endif
    }
}

#if Signing
    /// Keys given as text or as file names.
    func trust(in options: [String]) -> ManifestTrust? {
        let keys = options.flatMap { option -> [String] in
            if option.hasPrefix("ed25519-") { return [option] }
            let text = contents(of: option).map { String(decoding: $0, as: UTF8.self) } ?? "none"
            return text.split(separator: "\n").map(String.init)
        }
        return .ed25519(publicKeys: keys)
    }
#endif

struct WithoutSigning: Error, CustomStringConvertible {
    let description =
        "this configctl was built without signatures; build it again with "
        + "swift build --product configctl --traits Signing"
}
