import ConfigDocument

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file whose content survives crashes, power cuts and concurrent writers.
///
///     let file = DurableFile("config/http.yaml")
///     try file.write(bytes, over: .content(digestOfWhatIRead))
///     try file.update { old in … }                   // read, change and write under one lock
///
/// Symbolic links are followed first, so that the link remains and its target is replaced.
package struct DurableFile: Sendable {
    /// The largest size of a configuration file.
    package static var maxBytes: Int { max(64 << 20, ReadingOptions.standard.maxBytes) }

    package let path: String
    /// The time to wait for another writer.
    package var wait: Duration

    package init(_ path: String, waiting wait: Duration = .seconds(5)) {
        self.path = path
        self.wait = wait
    }

    /// The content; nil if the file does not exist.
    package func read() throws(FileError) -> [UInt8]? {
        try locked { (folder, name) throws(FileError) in try folder.read(name) }
    }

    /// Reads without waiting for writers: files are replaced as a whole, so this never reads part
    /// of one.
    package func readUnlocked() throws(FileError) -> [UInt8]? {
        do throws(SystemFault) {
            let file = try Descriptor(path, O_RDONLY | O_NONBLOCK)
            // A device such as /dev/zero never ends.
            if try file.isRegularFile() { return try file.readAll(maxBytes: Self.maxBytes) }
        } catch {
            if error.code == ENOENT { return nil }
            throw FileError(.read, path, error)
        }
        throw FileError(.notAFile, path, "cannot be read: it is not a regular file")
    }

    /// Writes the file; see `LockedFolder.write`.
    package func write(
        _ bytes: [UInt8],
        over expected: ExpectedContent = .anything
    ) throws(FileError) {
        try locked { (folder, name) throws(FileError) in
            try folder.write(bytes, to: name, over: expected)
        }
    }

    /// Reads, changes and writes the file, while other writers of this package are locked out of
    /// its folder.
    ///
    /// - Parameter change: receives the content, nil if the file does not exist, and returns the
    ///   new content; nil leaves the file alone. Its errors are rethrown.
    package func update(
        _ change: ([UInt8]?) throws -> [UInt8]?
    ) throws {
        let place = try FilePlace.following(path)
        let name = place.name
        let folder = try place.locked(waiting: wait)
        let old = try folder.read(name)
        guard let new = try change(old) else { return }
        try folder.write(new, to: name, over: old.map { .content(ContentDigest($0)) } ?? .nothing)
    }

    /// Removes the file, not links to it; a missing file is not an error.
    package func remove() throws(FileError) {
        try locked { (folder, name) throws(FileError) in try folder.remove(name) }
    }

    private func locked<Result>(
        _ body: (borrowing LockedFolder, String) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        let place = try FilePlace.following(path)
        let name = place.name
        let folder = try place.locked(waiting: wait)
        return try body(folder, name)
    }
}

extension FilePlace {
    package consuming func locked(waiting wait: Duration) throws(FileError) -> LockedFolder {
        let path = folderPath
        return try LockedFolder(folder, path: path, waiting: wait)
    }
}
