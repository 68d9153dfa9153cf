import CSystemCalls
import ConfigDocument

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An error that prevented a write. The file is unchanged, unless the message reports a change.
public struct FileError: Error, Sendable, Equatable {
    /// The kind of failure, for programs that handle some of them.
    public enum Reason: Sendable, Equatable {
        /// The content is no longer the expected one: another writer has replaced it.
        case changed
        /// Another writer held the folder for longer than the wait.
        case locked
        case diskFull
        case readOnly
        case notPermitted
        case tooManyOpenFiles
        case noSuchFolder
        /// The path is a folder, a device, or a dangling link.
        case notAFile
        /// The file has another hard link, which would keep the old content.
        case severalNames
        /// The file is a mount point, so it cannot be replaced.
        case mounted
        case tooLarge
        /// The disk or network reported an error.
        case device
        case other
    }

    /// The kind of failure.
    public var reason: Reason
    /// The path as the caller wrote it.
    public var path: String
    /// The problem and a repair.
    public var message: String
    /// The system's error number, if a system call failed.
    public var code: Int32?

    package init(_ reason: Reason, _ path: String, _ message: String, code: Int32? = nil) {
        self.reason = reason
        self.path = path
        self.message = message
        self.code = code
    }
}

extension FileError: CustomStringConvertible {
    /// `config/http.yaml: error: not written: the disk is full; free some space, then try again`
    public var description: String {
        singleLine("\(shownName(path)): error: \(message)", limit: .max)
    }
}

extension FileError {
    /// The action that a failed system call was part of.
    package enum Step: String {
        case openFolder = "opening its directory"
        case lock = "locking its directory"
        case read = "reading it"
        case create = "creating a temporary file beside it"
        case write = "writing a temporary file beside it"
        case attributes = "copying the owner and the attributes to the new file"
        case synchronise = "flushing the new file to the disk"
        case keep = "keeping the old file until the new one is safe"
        case rename = "putting the new file in its place"
        case synchroniseFolder = "flushing its directory to the disk"
        case remove = "removing it"
    }

    package init(_ step: Step, _ path: String, _ fault: SystemFault) {
        let (reason, what, repair) =
            (fault.code == EPERM ? Self.protection(of: path) : nil)
            ?? Self.words(for: fault.code, at: step)
        let directory = reason == .noSuchFolder ? WorkingDirectory.hint(for: path) : nil
        let outcome = step == .read ? "cannot be read" : "not written"
        let place = step == .read ? "" : " (while \(step.rawValue))"
        self.init(
            reason,
            path,
            "\(outcome): \(what)\(place)"
                + [repair, directory].compactMap { $0.map { "; \($0)" } }.joined(),
            code: fault.code
        )
    }

    /// A flag of the file or its folder that restricts even root.
    private static func protection(
        of path: String
    ) -> (reason: Reason, what: String, repair: String?)? {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "."
        for (name, place) in [("it", path), ("its directory", folder)] {
            switch file_is_protected(place) {
            case 1:
                return (
                    .notPermitted, "\(name) is immutable",
                    "\"\(unprotect("i", "nouchg")) \(singleLine(place))\" lets it be changed"
                )
            case 2:
                return (
                    .notPermitted, "\(name) can only be appended to",
                    "\"\(unprotect("a", "nouappnd")) \(singleLine(place))\" lets it be changed"
                )
            default: continue
            }
        }
        return nil
    }

    private static func unprotect(_ attribute: String, _ flag: String) -> String {
        #if canImport(Darwin)
            "chflags \(flag)"
        #else
            "chattr -\(attribute)"
        #endif
    }

    private static func words(
        for code: Int32,
        at step: Step
    ) -> (reason: Reason, what: String, repair: String?) {
        switch code {
        case ENOSPC: (.diskFull, "the disk is full", "free some space, then try again")
        case EDQUOT: (.diskFull, "the disk quota is used up", "free some space, then try again")
        case EROFS:
            (
                .readOnly, "its file system is mounted read-only",
                "mount it writable, or keep the file elsewhere"
            )
        case EACCES, EPERM:
            (
                .notPermitted, "the process (user \(geteuid())) is not permitted to",
                step == .attributes
                    ? "run it as the owner of the file"
                    : step == .read
                        ? "let that user read the file" : "let that user write to the directory"
            )
        case EMFILE:
            (
                .tooManyOpenFiles, "the process has too many files open",
                "raise its limit (ulimit -n), or close some"
            )
        case ENFILE:
            (.tooManyOpenFiles, "the system has too many files open", "close some programs")
        case ENOENT where step == .openFolder:
            (.noSuchFolder, "its directory does not exist", "create it")
        case ENOENT: (.noSuchFolder, "its directory has been removed", "create it again")
        case ENOTDIR: (.noSuchFolder, "a part of the path is a file, not a directory", nil)
        case EISDIR: (.notAFile, "a directory has that name", "remove it or rename it")
        case ELOOP: (.notAFile, "is in a loop of symbolic links", nil)
        case ENAMETOOLONG: (.other, "its path is too long", nil)
        case EBUSY where step == .rename:
            (
                .mounted, "it is mounted as a single file, which cannot be replaced",
                "mount its directory instead"
            )
        case EINVAL where step == .openFolder:
            (.other, "a path cannot contain a NUL character", nil)
        // The error of a socket, and of a device without a driver.
        case ENXIO where step == .read: (.notAFile, "it is not a regular file", nil)
        case EFBIG where step == .read:
            (
                .tooLarge, "it is larger than the limit",
                "raise maxBytes, or pass --max-bytes"
            )
        case EFBIG: (.tooLarge, "it is larger than the process may handle", nil)
        case EIO, ENXIO, ENODEV, ESTALE, ETIMEDOUT:
            (
                .device, "the disk has failed: \(SystemFault.text(of: code))",
                "check the disk; do not rely on its contents"
            )
        default: (.other, SystemFault.text(of: code), nil)
        }
    }
}
