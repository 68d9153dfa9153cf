import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The use of file systems as `df` reports it: space reserved for the administrator does not count.
enum DiskProbe {
    /// One entry for each file system; folders that cannot be queried have none.
    static func read(_ folders: [String]) -> [ResourceReading.Disk] {
        var seen: Set<UInt64> = []
        var disks: [ResourceReading.Disk] = []
        for folder in folders {
            var path = folder.isEmpty ? "." : folder
            while path.count > 1, path.hasSuffix("/") { path.removeLast() }
            var status = stat()
            var answer = statvfs()
            guard stat(path, &status) == 0,
                seen.insert(UInt64(truncatingIfNeeded: status.st_dev)).inserted,
                statvfs(path, &answer) == 0,
                let used = used(
                    blocks: UInt64(answer.f_blocks),
                    free: UInt64(answer.f_bfree),
                    available: UInt64(answer.f_bavail)
                )
            else { continue }
            disks.append(.init(folder: path, used: used))
        }
        return disks
    }

    /// Nil for file systems without a size, such as the kernel's virtual ones.
    static func used(blocks: UInt64, free: UInt64, available: UInt64) -> Double? {
        guard blocks > 0, free <= blocks else { return nil }
        let used = blocks - free
        return used + available == 0 ? nil : Double(used) / Double(used + available)
    }
}
