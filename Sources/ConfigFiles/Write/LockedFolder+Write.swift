import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Replaces a file in these steps:
///
/// 1. create a temporary file in the same folder, with the old file's metadata;
/// 2. flush its content to disk;
/// 3. link the old file under a second name, as a way back;
/// 4. rename the new file over the old one;
/// 5. flush the folder to disk, then remove the second name.
///
/// A crash before step 4 leaves the old file, a later one the new file: never a mixture, never
/// none.
extension LockedFolder {
    /// Replaces the content of a file atomically, and returns once it is on disk.
    ///
    /// Mode, owner and extended attributes of an existing file are kept; a new file is accessible
    /// to its owner only (0600).
    ///
    /// - Throws: if any step fails, the content is not the expected one, or the file has other hard
    ///   links, which would keep the old content. Then the file is unchanged, and no temporary file
    ///   remains.
    package func write(
        _ bytes: [UInt8],
        to name: String,
        over expected: ExpectedContent = .anything
    ) throws(FileError) {
        let new = TemporaryName.random()
        let saved = TemporaryName.random()
        guard let old = try OpenFile.open(name, in: self) else {
            if case .content = expected { throw changed(name, "has been removed") }
            try create(new, for: name, holding: bytes)
            return try place(new, as: name)
        }
        try check(old, is: expected, name)
        guard old.status.st_nlink <= 1 else {
            throw Self.severalNames(path(of: name), Int(old.status.st_nlink))
        }
        try create(new, for: name, holding: bytes, like: old)
        try replace(old, name, by: new, saved: saved)
    }

    /// A foreseeable error when replacing a file; nil if there is none.
    package static func refusal(toReplace path: String) -> FileError? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_nlink > 1:
            return severalNames(
                path,
                Int(status.st_nlink),
                repair: "replace it with a copy"
            )
        case S_IFLNK: return OpenFile.isNoFile(path, "a symbolic link")
        default: return nil
        }
    }

    private func check(
        _ old: borrowing OpenFile,
        is expected: ExpectedContent,
        _ name: String
    ) throws(FileError) {
        switch expected {
        case .anything: return
        case .nothing: throw changed(name, "has been created by somebody else")
        case .content(let digest):
            let content = try old.content(maxBytes: DurableFile.maxBytes)
            guard ContentDigest(content) == digest else { throw changed(name, "has changed") }
        }
    }

    // MARK: Steps

    /// Steps 1 and 2: a temporary file, flushed to disk.
    private func create(
        _ temporary: String,
        for name: String,
        holding bytes: [UInt8],
        like old: borrowing OpenFile
    ) throws(FileError) {
        let file = try create(temporary, for: name)
        do throws(FileError) {
            try step(.write, name) { () throws(SystemFault) in try file.writeAll(bytes) }
            try step(.attributes, name) { () throws(SystemFault) in try file.takeOver(from: old) }
            try finish(file, name)
        } catch {
            discard(temporary)
            throw error
        }
    }

    private func create(
        _ temporary: String,
        for name: String,
        holding bytes: [UInt8]
    ) throws(FileError) {
        let file = try create(temporary, for: name)
        do throws(FileError) {
            try step(.write, name) { () throws(SystemFault) in try file.writeAll(bytes) }
            try finish(file, name)
        } catch {
            discard(temporary)
            throw error
        }
    }

    private func create(_ temporary: String, for name: String) throws(FileError) -> Descriptor {
        do throws(SystemFault) {
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
            return try Descriptor(temporary, in: descriptor.number, flags, mode: 0o600)
        } catch {
            throw FileError(.create, path(of: name), error)
        }
    }

    private func finish(_ file: consuming Descriptor, _ name: String) throws(FileError) {
        do throws(SystemFault) {
            try file.synchronise()
            try file.close()
        } catch {
            throw FileError(.synchronise, path(of: name), error)
        }
    }

    /// Steps 3 to 5.
    private func replace(
        _ old: borrowing OpenFile,
        _ name: String,
        by new: String,
        saved: String
    ) throws(FileError) {
        let hasWayBack: Bool
        do throws(FileError) {
            hasWayBack = try keep(name, as: saved)
        } catch {
            discard(new)
            throw error
        }
        do throws(FileError) {
            guard old.isStill(name, in: self) else { throw changed(name, "has changed") }
            try rename(new, to: name)
        } catch {
            discard(new)
            if hasWayBack { discard(saved) }
            throw error
        }
        do throws(SystemFault) {
            try descriptor.synchronise()
        } catch {
            // Undoes a change that is reported as failed, since without the flush it could be lost
            // later.
            if hasWayBack { try rename(saved, to: name) }
            throw FileError(.synchroniseFolder, path(of: name), error)
        }
        if hasWayBack { discard(saved) }
    }

    /// Steps 4 and 5 for a new file.
    private func place(_ new: String, as name: String) throws(FileError) {
        do throws(SystemFault) {
            // Unlike a rename, a link does not replace a file that was created meanwhile.
            try systemCall { linkat(descriptor.number, new, descriptor.number, name, 0) }
        } catch {
            guard error.hasNoHardLinks else {
                discard(new)
                if error.code == EEXIST { throw changed(name, "has been created by somebody else") }
                throw FileError(.rename, path(of: name), error)
            }
            do throws(FileError) {
                try rename(new, to: name)
            } catch {
                discard(new)
                throw error
            }
        }
        discard(new)
        do throws(SystemFault) {
            try descriptor.synchronise()
        } catch {
            discard(name)
            throw FileError(.synchroniseFolder, path(of: name), error)
        }
    }

    /// - Returns: whether the file system supports a second name.
    private func keep(_ name: String, as saved: String) throws(FileError) -> Bool {
        do throws(SystemFault) {
            try systemCall { linkat(descriptor.number, name, descriptor.number, saved, 0) }
            return true
        } catch {
            if error.hasNoHardLinks { return false }
            if error.code == ENOENT { throw changed(name, "has been removed") }
            throw FileError(.keep, path(of: name), error)
        }
    }

    private func rename(_ from: String, to name: String) throws(FileError) {
        try step(.rename, name) { () throws(SystemFault) in
            try systemCall { renameat(descriptor.number, from, descriptor.number, name) }
        }
    }

    /// Runs a system call, and adds the current action to its error.
    package func step(
        _ step: FileError.Step,
        _ name: String,
        _ body: () throws(SystemFault) -> Void
    ) throws(FileError) {
        do throws(SystemFault) {
            try body()
        } catch {
            throw FileError(step, path(of: name), error)
        }
    }

    /// Removes a temporary file. If that fails, the next writer to lock the folder removes it.
    private func discard(_ name: String) {
        if unlinkat(descriptor.number, name, 0) != 0, errno != ENOENT {
            unlinkat(descriptor.number, name, 0)
        }
    }

    private static func severalNames(
        _ path: String,
        _ count: Int,
        repair: String = "replace it with a copy, or use symbolic links"
    ) -> FileError {
        FileError(
            .severalNames,
            path,
            "not written: the file has \(count) names (hard links), and the others would keep the "
                + "old content; \(repair)"
        )
    }

    private func changed(_ name: String, _ what: String) -> FileError {
        FileError(
            .changed,
            path(of: name),
            "not written: the file \(what) since it was read; read it again and repeat the change"
        )
    }
}

extension SystemFault {
    /// FAT and some network file systems do not support hard links, and a policy may forbid them.
    fileprivate var hasNoHardLinks: Bool {
        [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS, EMLINK, EXDEV].contains(code)
    }
}

extension Descriptor {
    /// Copies an old file's metadata: everything but its content.
    fileprivate func takeOver(from old: borrowing OpenFile) throws(SystemFault) {
        let own = try status()
        if own.st_uid != old.status.st_uid || own.st_gid != old.status.st_gid {
            try systemCall { fchown(number, old.status.st_uid, old.status.st_gid) }
        }
        let failure = file_attributes_copy(old.descriptor.number, number)
        guard failure == 0 else { throw SystemFault(code: failure) }
        // Comes last, since changing the owner clears some bits of the mode.
        try systemCall { fchmod(number, old.status.st_mode & 0o7777) }
    }
}
