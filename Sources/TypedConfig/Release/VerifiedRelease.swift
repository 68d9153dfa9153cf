import ConfigDocument

/// A manifest that is the one that was asked for.
package struct VerifiedManifest: Sendable {
    package let record: ReleaseRecord
    package let sha256: String
    package let manifest: ReleaseManifest

    /// - Parameters:
    ///   - bytes: the manifest with its signatures.
    ///   - sha256: the hash that the manifest must have.
    ///   - sequence: the number that the release must have.
    package init(
        _ bytes: [UInt8],
        of fleet: FleetName,
        sequence: Int,
        sha256: String,
        trust: ReleaseTrust?
    ) throws(ReleaseFault) {
        let record = try ReleaseRecord(parsing: bytes)
        let hash = SHA256.hexadecimal(of: record.manifest)
        guard hash == sha256 else {
            throw ReleaseFault(
                "the SHA-256 of the manifest is \(hash.prefix(12))…, not \(sha256.prefix(12))…"
            )
        }
        let manifest = try ReleaseManifest(parsing: record.manifest)
        guard manifest.fleet == fleet, manifest.sequence == sequence else {
            throw ReleaseFault(
                "the manifest is that of \(manifest.fleet)@\(manifest.sequence)"
            )
        }
        if let trust {
            guard sequence >= trust.minimumSequence else {
                throw ReleaseFault(
                    "the release is older than release \(trust.minimumSequence), the oldest that "
                        + "this instance trusts"
                )
            }
            let message = ReleaseRecord.signedMessage(record.manifest)
            guard trust.isSigned(message, record.signatures) else {
                throw ReleaseFault(
                    record.signatures.isEmpty
                        ? "the release is not signed" : "the signature is not by a trusted key"
                )
            }
        }
        self.record = record
        self.sha256 = sha256
        self.manifest = manifest
    }

    /// The text of a file from its compressed bytes.
    package func text(
        of file: ReleaseManifest.File,
        compressed: [UInt8]
    ) throws(ReleaseFault) -> [UInt8] {
        let place = manifest.place(of: file)
        guard SHA256.hexadecimal(of: compressed) == file.blob else {
            throw ReleaseFault("the SHA-256 of the compressed file is another one", in: place)
        }
        guard let text = Zlib.inflated(compressed, byteCount: file.byteCount) else {
            throw ReleaseFault("the file does not decompress to \(file.byteCount) bytes", in: place)
        }
        try check(text, of: file)
        return text
    }

    fileprivate func check(
        _ text: [UInt8],
        of file: ReleaseManifest.File
    ) throws(ReleaseFault) {
        guard text.count == file.byteCount, SHA256.hexadecimal(of: text) == file.sha256 else {
            throw ReleaseFault(
                "the SHA-256 of the file is another one",
                in: manifest.place(of: file)
            )
        }
    }
}

/// A release whose content is the published one.
package struct VerifiedRelease: Sendable {
    package let record: ReleaseRecord
    package let sha256: String
    package let manifest: ReleaseManifest
    /// The text of each file of the manifest.
    package let texts: [[UInt8]]

    package init(_ manifest: VerifiedManifest, texts: [[UInt8]]) throws(ReleaseFault) {
        guard texts.count == manifest.manifest.files.count else {
            throw ReleaseFault("the release lacks files")
        }
        for (file, text) in zip(manifest.manifest.files, texts) {
            try manifest.check(text, of: file)
        }
        record = manifest.record
        sha256 = manifest.sha256
        self.manifest = manifest.manifest
        self.texts = texts
    }

    /// The text with a hash, if the release has one.
    package func text(ofHash sha256: String) -> [UInt8]? {
        manifest.files.firstIndex { $0.sha256 == sha256 }.map { texts[$0] }
    }
}
