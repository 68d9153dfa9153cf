#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A regular file of a folder, open for reading. All queries use its descriptor.
struct OpenFile: ~Copyable {
    let descriptor: Descriptor
    let status: stat
    private let path: String

    private init(_ descriptor: consuming Descriptor, path: String) throws(SystemFault) {
        status = try descriptor.status()
        self.descriptor = descriptor
        self.path = path
    }

    /// Nil if the file does not exist.
    ///
    /// - Throws: also for a folder, a device and a symbolic link.
    static func open(
        _ name: String,
        in folder: borrowing LockedFolder
    ) throws(FileError) -> OpenFile? {
        let path = folder.path(of: name)
        let file: OpenFile
        do throws(SystemFault) {
            // Without O_NONBLOCK, opening a pipe would wait for its writer.
            let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
            file = try OpenFile(
                Descriptor(name, in: folder.descriptor.number, flags),
                path: path
            )
        } catch {
            if error.code == ENOENT { return nil }
            if error.code == ELOOP { throw isNoFile(path, "a symbolic link") }
            throw FileError(.read, path, error)
        }
        switch file.status.st_mode & S_IFMT {
        case S_IFREG: return file
        case S_IFDIR: throw isNoFile(path, "a directory")
        default: throw isNoFile(path, "not a regular file")
        }
    }

    func content(maxBytes: Int) throws(FileError) -> [UInt8] {
        do throws(SystemFault) {
            return try descriptor.readAll(maxBytes: maxBytes)
        } catch {
            throw FileError(.read, path, error)
        }
    }

    /// True if the name still refers to this file, and its content is unchanged.
    func isStill(_ name: String, in folder: borrowing LockedFolder) -> Bool {
        var now = stat()
        guard fstatat(folder.descriptor.number, name, &now, AT_SYMLINK_NOFOLLOW) == 0 else {
            return false
        }
        return now.st_ino == status.st_ino && now.st_dev == status.st_dev
            && now.st_size == status.st_size
            && now.modification.tv_sec == status.modification.tv_sec
            && now.modification.tv_nsec == status.modification.tv_nsec
    }

    static func isNoFile(_ path: String, _ kind: String) -> FileError {
        FileError(.notAFile, path, "is \(kind); a file is expected, so move it out of the way")
    }
}

extension stat {
    var modification: timespec {
        #if canImport(Darwin)
            st_mtimespec
        #else
            st_mtim
        #endif
    }
}
