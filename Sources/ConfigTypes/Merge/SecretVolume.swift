import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that a container platform has mounted with secrets in it: their files are root's, and
/// readable to all unless the platform is asked for another mode.
struct SecretVolume {
    let folder: String

    /// Whether an open file is one that the platform has put there.
    ///
    /// Kubernetes links `..data` to the files of a volume; Docker mounts a file system in memory.
    func holds(_ descriptor: Int32, _ file: stat) -> Bool {
        guard file.st_uid == 0, file.st_mode & (S_IWGRP | S_IWOTH) == 0 else { return false }
        return hasDataLink || file_is_in_memory(descriptor) != 0 && isMountPoint(file)
    }

    private var hasDataLink: Bool {
        var status = stat()
        return lstat("\(folder)/..data", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
            && status.st_uid == 0
    }

    /// Whether the folder, or the file in it, is a mount of its own: a file of `/run` or `/dev/shm`
    /// is seen by all programs of a machine.
    private func isMountPoint(_ file: stat) -> Bool {
        var (inside, outside) = (stat(), stat())
        guard stat(folder, &inside) == 0, stat("\(folder)/..", &outside) == 0 else { return false }
        return inside.st_dev != outside.st_dev || inside.st_dev != file.st_dev
    }
}
