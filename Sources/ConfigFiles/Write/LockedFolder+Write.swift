import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How a file is replaced, step by step:
///
/// 1. a temporary file in the same folder, with everything that the old one had beside its content;
/// 2. its content flushed to the disk;
/// 3. a second name for the old file, so that there is a way back;
/// 4. the new file renamed over the old;
/// 5. the folder flushed to the disk, then the second name removed.
///
/// A crash before step 4 leaves the old file, one behind it the new: never a mixture, never none.
extension LockedFolder {
    /// Gives a file a new content, all of it or none, and returns when the disk has it.
    ///
    /// Mode, owner and extended attributes of a file that is there are kept; a new one is for its
    /// owner alone (0600).
    ///
    /// - Throws: where anything fails, the content is not the expected one, or the file has other
    ///   names (hard links), which would keep the old content. Then the file is as it was, and
    ///   nothing is left beside it.
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

    /// Why a file would not be replaced, as far as that is known before; nil where nothing speaks
    /// against it.
    package static func refusal(toReplace path: String) -> FileError? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG where status.st_nlink > 1:
            return severalNames(
                path,
                Int(status.st_nlink),
                repair: "replace it with a copy of its own"
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
        case .nothing: throw changed(name, "has been made by somebody else")
        case .content(let digest):
            let content = try old.content(maxBytes: DurableFile.maxBytes)
            guard ContentDigest(content) == digest else { throw changed(name, "has changed") }
        }
    }

    // MARK: Steps

    /// Steps 1 and 2: a temporary file that the disk has.
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
            // What nobody was told of must not stay: without the flush it could be gone later.
            if hasWayBack { try rename(saved, to: name) }
            throw FileError(.synchroniseFolder, path(of: name), error)
        }
        if hasWayBack { discard(saved) }
    }

    /// Steps 4 and 5 for a file that is new.
    private func place(_ new: String, as name: String) throws(FileError) {
        do throws(SystemFault) {
            // Unlike a rename, a link does not replace what somebody may have put there meanwhile.
            try systemCall { linkat(descriptor.number, new, descriptor.number, name, 0) }
        } catch {
            guard error.hasNoHardLinks else {
                discard(new)
                if error.code == EEXIST { throw changed(name, "has been made by somebody else") }
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

    /// - Returns: whether the file system can give a file a second name.
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

    /// Runs a system call, and says of one that fails what was being done.
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

    /// Removes a temporary file. One that stays is removed by the next who locks the folder.
    private func discard(_ name: String) {
        if unlinkat(descriptor.number, name, 0) != 0, errno != ENOENT {
            unlinkat(descriptor.number, name, 0)
        }
    }

    private static func severalNames(
        _ path: String,
        _ count: Int,
        repair: String = "replace it with a copy of its own, or use symbolic links"
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
    /// FAT and some network file systems have none, and a policy may forbid them.
    fileprivate var hasNoHardLinks: Bool {
        [EPERM, EOPNOTSUPP, ENOTSUP, ENOSYS, EMLINK, EXDEV].contains(code)
    }
}

extension Descriptor {
    /// Makes the file equal to an old one in all but its content.
    fileprivate func takeOver(from old: borrowing OpenFile) throws(SystemFault) {
        let own = try status()
        if own.st_uid != old.status.st_uid || own.st_gid != old.status.st_gid {
            try systemCall { fchown(number, old.status.st_uid, old.status.st_gid) }
        }
        let failure = file_attributes_copy(old.descriptor.number, number)
        guard failure == 0 else { throw SystemFault(code: failure) }
        // The last, since a new owner costs a file some bits of its mode.
        try systemCall { fchmod(number, old.status.st_mode & 0o7777) }
    }
}
