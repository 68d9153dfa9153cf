public import TypedConfig

/// A release that was read from the fleet and verified.
public struct PublishedRelease: Sendable {
    let release: VerifiedRelease

    /// The list of files.
    public var manifest: ReleaseManifest { release.manifest }
    /// The SHA-256 hash of the manifest, in hexadecimal.
    public var sha256: String { release.sha256 }
    /// The signatures of the manifest; whether they are trusted was not checked.
    public var signatures: [ReleaseSignature] { release.record.signatures }
    /// The files with their texts.
    public var files: [ReleaseFile] {
        zip(manifest.files, release.texts).map { file, text in
            ReleaseFile(
                name: file.name,
                configuration: file.configuration,
                version: file.version,
                text: text
            )
        }
    }
}
