import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import LimitOptions
import SchemaValidation
import TypedConfig
import TypedConfigSigning

struct Sign: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign the files of a directory, so that changes are noticed.",
        discussion: """
            Writes the manifest .manifest.sha256, which sha256sum -c reads as well, and a \
            signature beside it, into each directory. Needs a configctl built with --traits Signing.

            Exit status: 0 if the files are signed, 2 if a key or a file cannot be used.

            EXAMPLES
              Create a private key; keep the public key that is printed:
                configctl sign --new-key release.key
              Sign the files in ./config:
                configctl sign --key release.key
            """
    )

    @Option(
        help: ArgumentHelp("The file of the private key.", valueName: "file"),
        completion: .file()
    )
    var key: String?

    @Option(
        help: ArgumentHelp(
            "Create a private key in this file, which must not exist.",
            valueName: "file"
        ),
        completion: .file()
    )
    var newKey: String?

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        if (key == nil) == (newKey == nil) {
            throw ValidationError("Pass --key or --new-key.")
        }
    }

    func run() throws {
        #if Signing
            if let newKey { return try makeKey(newKey) }
            guard let text = key.flatMap(contents),
                let key = SigningKey(String(decoding: text, as: UTF8.self))
            else { throw ValidationError("\(key ?? "") is not the file of a private key.") }
            for directory in folder.directories {
                let manifest = try ConfigManifest(of: directory)
                try manifest.write(to: directory, signature: key.signature(of: manifest))
                Output.standard.confirm(
                    "\(directory): signed \(manifest.hashes.count) files, by \(key.publicText)"
                )
            }
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

struct Verify: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that files are as they were signed.",
        discussion: """
            Needs a configctl built with --traits Signing.

            Exit status: 0 if all files are as signed, 1 if some are not, 2 if a key or a file \
            cannot be read.

            EXAMPLES
              Verify with a public key, or a file of keys:
                configctl verify --public-key 'ed25519-public yqw…='
                configctl verify --public-key release.pub
            """
    )

    @Option(
        help: ArgumentHelp(
            "A public key, or a file of public keys, one on each line. Repeatable.",
            valueName: "key-or-file"
        ),
        completion: .file()
    )
    var publicKey: [String] = []

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func run() throws {
        #if Signing
            guard let trust = trust(in: publicKey) else {
                throw ValidationError(
                    "Pass a public key, or a file of public keys, with --public-key."
                )
            }
            let results = folder.directories.map { ($0, trust.findings(in: $0)) }
            let all = results.flatMap(\.1)
            switch printing.format {
            case .text:
                for (directory, findings) in results {
                    for finding in findings { Output.standard.write(finding) }
                    if findings.isEmpty {
                        Output.standard.confirm("\(directory): every file is as it was signed")
                    }
                }
            case .json:
                let directories = results.map { directory, findings -> DocumentValue in
                    [
                        "directory": .string(directory),
                        "findings": .array(findings.map { DocumentValue($0) }),
                    ]
                }
                Output.standard.write(
                    ["signed": .bool(all.isEmpty), "directories": .array(directories)]
                )
            }
            if !all.isEmpty { throw Exit(all) }
        #else
            throw WithoutSigning()
        #endif
    }
}

#if Signing
    /// Keys given as text or as file names.
    func trust(in options: [String]) -> ManifestTrust? {
        .ed25519(publicKeys: publicKeys(options))
    }

    func publicKeys(_ options: [String]) -> [String] {
        options.flatMap { option -> [String] in
            if option.hasPrefix("ed25519-") { return [option] }
            let text = contents(of: option).map { String(decoding: $0, as: UTF8.self) } ?? "none"
            return text.split(separator: "\n").map(String.init)
        }
    }
#endif

struct WithoutSigning: Error, CustomStringConvertible {
    let description =
        "this configctl was built without signatures; rebuild it with "
        + "swift build --product configctl --traits Signing"
}
