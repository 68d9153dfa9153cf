#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that no other process or thread of this package can write to while the value exists.
///
///     let folder = try LockedFolder("config")
///     let old = try folder.read("http.yaml")
///     try folder.write(new, to: "http.yaml", over: .content(ContentDigest(old)))
///
/// The lock is the system's (`flock`) on the folder itself: a crash cannot leave a lock file
/// behind, and the lock is released when its holder dies. All files are named relative to the open
/// folder, and links are not followed. `DurableFile` follows links first.
///
/// Not reentrant: a second lock of the same folder waits for the first, then fails with `.locked`.
package struct LockedFolder: ~Copyable {
    /// The path as the caller wrote it; with a trailing slash unless it is empty.
    let prefix: String
    package let descriptor: Descriptor
    /// Holds the lock file if the file system cannot lock folders.
    private let lockFile: FolderLock

    /// - Parameters:
    ///   - wait: the time to wait for another writer.
    ///   - step: the action named in errors if the folder cannot be opened.
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

    /// Creates a missing folder, accessible to its owner only. Its parent must exist.
    package init(makingIfMissing path: String) throws(FileError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw FileError(.openFolder, path, SystemFault(code: errno))
        }
        try self.init(path)
    }

    /// - Parameter path: the folder's path for messages.
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

    /// The path of a file in the folder, for messages.
    package func path(of name: String) -> String { prefix + name }

    // MARK: Reading

    /// The content of a file; nil if it does not exist.
    package func read(
        _ name: String,
        maxBytes: Int = DurableFile.maxBytes
    ) throws(FileError) -> [UInt8]? {
        guard let file = try OpenFile.open(name, in: self) else { return nil }
        return try file.content(maxBytes: maxBytes)
    }

    // MARK: Removing

    /// Removes a file, and returns once the removal is on disk. A missing file is not an error.
    package func remove(_ name: String) throws(FileError) {
        do throws(SystemFault) {
            try systemCall { unlinkat(descriptor.number, name, 0) }
            try descriptor.synchronise()
        } catch {
            if error.code == ENOENT { return }
            throw FileError(.remove, path(of: name), error)
        }
    }

    /// Removes temporary files of crashed writers.
    private func removeLeftovers() {
        for name in TemporaryName.inFolder(descriptor) {
            var status = stat()
            guard fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                status.st_mode & S_IFMT == S_IFREG
            else { continue }
            unlinkat(descriptor.number, name, 0)
        }
    }

    /// Removes temporary files of crashed writers, unless a writer is active. If that fails, the
    /// next writer removes them.
    package static func removeLeftovers(in path: String) {
        guard let folder = try? Descriptor(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY),
            !TemporaryName.inFolder(folder).isEmpty
        else { return }
        _ = try? LockedFolder(folder, path: path, waiting: .zero)
    }
}

/// The content that a file must have for it to be replaced.
package enum ExpectedContent: Sendable, Equatable {
    case anything
    /// The file must not exist.
    case nothing
    case content(ContentDigest)
}
