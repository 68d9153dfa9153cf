#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Detects changed files by their metadata.
package struct FilePoll: Sendable {
    fileprivate struct Mark: Sendable, Equatable {
        var device: UInt64
        var node: UInt64
        var size: Int64
        var modification: [Int]
        /// The time of the last status change, which, unlike the modification time, cannot be set.
        var change: [Int]
    }

    private var marks: [String: Mark] = [:]
    private var valueMarks: [String: Mark] = [:]
    /// Files that changed so shortly before the poll that a second change could have the same time.
    private var doubtful: Set<String> = []

    package init() {}

    /// True if a previous poll exists.
    package private(set) var hasLooked = false

    /// True if files of single values have changed, appeared or disappeared since the previous
    /// poll.
    package mutating func haveChanged(valuesIn folders: [String], files: [String] = []) -> Bool {
        var found: [String: Mark] = [:]
        for path in files {
            var status = stat()
            if stat(path, &status) == 0 { found[path] = Mark(status) }
        }
        for folder in folders {
            for (name, _) in WatchedPlaces.files(in: folder, where: { _ in true }) {
                let path = "\(folder)/\(name)"
                var status = stat()
                if stat(path, &status) == 0 { found[path] = Mark(status) }
            }
        }
        defer { valueMarks = found }
        return found != valueMarks
    }

    /// The names of files that have changed, appeared or disappeared since the previous poll.
    package mutating func changes(in folders: [String]) -> Set<String> {
        var found: [String: Mark] = [:]
        var fresh: Set<String> = []
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        for folder in folders {
            for (name, _) in WatchedPlaces.files(in: folder.isEmpty ? "." : folder) {
                let path = "\(folder)/\(name)"
                var status = stat()
                guard stat(path, &status) == 0 else { continue }
                found[path] = Mark(status)
                let age = now.tv_sec - status.change.tv_sec
                if age < 3 { fresh.insert(path) }
            }
        }
        let paths = Set(found.keys).union(marks.keys)
        let changed = paths.filter { found[$0] != marks[$0] || doubtful.contains($0) }
        (marks, doubtful) = (found, fresh)
        hasLooked = true
        return Set(changed.compactMap { $0.split(separator: "/").last.map(String.init) })
    }
}

extension FilePoll.Mark {
    fileprivate init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        node = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        modification = [status.modification.tv_sec, status.modification.tv_nsec]
        change = [status.change.tv_sec, status.change.tv_nsec]
    }
}

extension stat {
    fileprivate var change: timespec {
        #if canImport(Darwin)
            st_ctimespec
        #else
            st_ctim
        #endif
    }
}
