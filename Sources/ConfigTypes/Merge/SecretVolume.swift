import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A directory of secrets mounted by a container platform: its files belong to root, and are
/// world-readable unless another mode was requested.
struct SecretVolume {
    let folder: String

    /// True if an open file was provided by the platform.
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

    /// True if the directory, or the file in it, is a mount point of its own: files of `/run` or
    /// `/dev/shm` are visible to all programs of a machine.
    private func isMountPoint(_ file: stat) -> Bool {
        var (inside, outside) = (stat(), stat())
        guard stat(folder, &inside) == 0, stat("\(folder)/..", &outside) == 0 else { return false }
        return inside.st_dev != outside.st_dev || inside.st_dev != file.st_dev
    }
}
