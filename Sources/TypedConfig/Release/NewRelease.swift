import ConfigDocument

/// A release that is about to be published: files become a manifest and compressed texts.
package struct NewRelease: Sendable {
    package let files: [ReleaseManifest.File]
    /// The compressed texts that are not in the manifest, by their hash.
    package let blobs: [String: [UInt8]]

    /// - Parameter maxInlineBytes: the size up to which all compressed texts are in the manifest.
    /// - Throws: if the files exceed the limits of a release, or one has no usable name.
    package init(
        _ files: [ReleaseFile],
        maxInlineBytes: Int = ReleaseLimits.maxInlineBytes
    ) throws(ReleaseFault) {
        guard files.count <= ReleaseLimits.maxFiles else {
            throw ReleaseFault(
                "the release has \(files.count) files; the limit is \(ReleaseLimits.maxFiles)"
            )
        }
        // Bound: sizes of arrays in memory.
        let size = files.reduce(0) { $0 + $1.text.count }
        guard size <= ReleaseLimits.maxTextBytes else {
            throw ReleaseFault(
                "the release has \(size) bytes; the limit is \(ReleaseLimits.maxTextBytes)"
            )
        }
        var entries: [ReleaseManifest.File] = []
        var blobs: [String: [UInt8]] = [:]
        for file in files {
            guard ReleaseManifest.File.isName(file.name) else {
                throw ReleaseFault("\(quoted(file.name)) cannot be the name of a file of a release")
            }
            guard let compressed = Zlib.deflated(file.text, level: 9) else {
                throw ReleaseFault("\(quoted(file.name)) cannot be compressed")
            }
            let hash = SHA256.hexadecimal(of: compressed)
            blobs[hash] = compressed
            let chunkBytes = ReleaseLimits.chunkBytes
            entries.append(
                ReleaseManifest.File(
                    name: file.name,
                    configuration: file.configuration,
                    version: file.version,
                    byteCount: file.text.count,
                    sha256: SHA256.hexadecimal(of: file.text),
                    blob: hash,
                    // Bound: sizes of arrays in memory.
                    chunks: max(1, (compressed.count + chunkBytes - 1) / chunkBytes),
                    inline: nil
                )
            )
        }
        // Bound: sizes of arrays in memory.
        let compressedSize = blobs.values.reduce(0) { $0 + $1.count }
        guard compressedSize <= ReleaseLimits.maxCompressedBytes else {
            throw ReleaseFault(
                "the release has \(compressedSize) compressed bytes; the limit is "
                    + "\(ReleaseLimits.maxCompressedBytes)"
            )
        }
        if compressedSize <= maxInlineBytes {
            for index in entries.indices { entries[index].inline = blobs[entries[index].blob] }
            blobs = [:]
        }
        self.files = entries
        self.blobs = blobs
    }

    /// The parts that a compressed text is stored in.
    package static func chunks(of blob: [UInt8]) -> [[UInt8]] {
        if blob.isEmpty { return [[]] }
        return stride(from: 0, to: blob.count, by: ReleaseLimits.chunkBytes).map { start in
            // Bound: below the size of an array and a chunk.
            Array(blob[start..<min(start + ReleaseLimits.chunkBytes, blob.count)])
        }
    }
}
