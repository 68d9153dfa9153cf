#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that no other process or thread of this package writes to as long as the value lives.
///
///     let folder = try LockedFolder("config")
///     let old = try folder.read("http.yaml")
///     try folder.write(new, to: "http.yaml", over: .content(ContentDigest(old)))
///
/// The lock is one of the system's (`flock`) on the folder itself: there is no lock file that a
/// crash could leave, and it is free at the moment at which its holder dies. All files are named
/// relative to the open folder, and no link is followed. `DurableFile` follows links first.
///
/// Not reentrant: a second lock of the same folder waits for the first, then fails with `.locked`.
package struct LockedFolder: ~Copyable {
    /// As the caller named it; with a slash at its end where it is not empty.
    let prefix: String
    package let descriptor: Descriptor
    /// Holds the lock where the file system has none for folders.
    private let lockFile: FolderLock

    /// - Parameters:
    ///   - wait: how long to wait for another writer.
    ///   - step: what messages call it where the folder cannot be opened.
    package init(
        _ path: String,
        waiting wait: Duration = .seconds(5),
        at step: FileError.Step = .openFolder
    ) throws(FileError) {
        let descriptor: Descriptor
        do throws(SystemFault) {
            descriptor = try Descriptor(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY)
        } catch {
            throw FileError(step, path, error)
        }
        try self.init(descriptor, path: path.isEmpty ? "." : path, waiting: wait)
    }

    /// Makes the folder, for its owner alone, where it is not there. Its own folder must be.
    package init(makingIfMissing path: String) throws(FileError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw FileError(.openFolder, path, SystemFault(code: errno))
        }
        try self.init(path)
    }

    /// - Parameter path: what messages call the folder.
    package init(
        _ descriptor: consuming Descriptor,
        path: String,
        waiting wait: Duration
    ) throws(FileError) {
        prefix = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
        lockFile = try FolderLock(of: descriptor, path: path, waiting: wait)
        self.descriptor = descriptor
        removeLeftovers()
    }

    /// What messages call a file of the folder.
    package func path(of name: String) -> String { prefix + name }

    // MARK: Reading

    /// The content of a file; nil where there is none.
    package func read(
        _ name: String,
        maxBytes: Int = DurableFile.maxBytes
    ) throws(FileError) -> [UInt8]? {
        guard let file = try OpenFile.open(name, in: self) else { return nil }
        return try file.content(maxBytes: maxBytes)
    }

    // MARK: Removing

    /// Removes a file, and returns when the disk knows. One that is not there is no error.
    package func remove(_ name: String) throws(FileError) {
        do throws(SystemFault) {
            try systemCall { unlinkat(descriptor.number, name, 0) }
            try descriptor.synchronise()
        } catch {
            if error.code == ENOENT { return }
            throw FileError(.remove, path(of: name), error)
        }
    }

    /// Removes what writers have left in the folder when they crashed.
    private func removeLeftovers() {
        for name in TemporaryName.inFolder(descriptor) {
            var status = stat()
            guard fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                status.st_mode & S_IFMT == S_IFREG
            else { continue }
            unlinkat(descriptor.number, name, 0)
        }
    }

    /// Removes what crashed writers have left in a folder, where nobody is writing to it now. Where
    /// that cannot be done it is left to the next one who writes.
    package static func removeLeftovers(in path: String) {
        guard let folder = try? Descriptor(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY),
            !TemporaryName.inFolder(folder).isEmpty
        else { return }
        _ = try? LockedFolder(folder, path: path, waiting: .zero)
    }
}

/// What a file must hold for it to be replaced.
package enum ExpectedContent: Sendable, Equatable {
    case anything
    /// There must be no such file.
    case nothing
    case content(ContentDigest)
}
