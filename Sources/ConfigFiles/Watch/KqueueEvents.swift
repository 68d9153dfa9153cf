#if canImport(Darwin)
    import Darwin
    import Synchronization

    /// Events from kqueue: one descriptor for each folder and each file, since a folder's events do
    /// not include writes to its files.
    ///
    /// Limitation: written from the manual; it has not been tested yet.
    final class KqueueEvents: FolderEvents {
        private let queue: Int32
        private let state = Mutex(State())

        private struct State {
            /// The descriptor of each open path, with the folder and name to report.
            var open: [String: (descriptor: Int32, folder: String, name: String?)] = [:]
        }

        private static let wakeIdentifier: UInt = 0

        init() throws(SystemFault) {
            queue = try systemCall { kqueue() }
            var event = kevent(
                ident: Self.wakeIdentifier,
                filter: Int16(EVFILT_USER),
                flags: UInt16(EV_ADD | EV_CLEAR),
                fflags: 0,
                data: 0,
                udata: nil
            )
            kevent(queue, &event, 1, nil, 0, nil)
        }

        deinit {
            state.withLock { state in
                for entry in state.open.values { close(entry.descriptor) }
            }
            close(queue)
        }

        func watch(_ places: WatchedPlaces) -> String? {
            state.withLock { state in
                let wanted = Set(places.folders.keys).union(places.files)
                for (path, entry) in state.open {
                    if wanted.contains(path), Self.isSame(path, entry.descriptor) { continue }
                    close(entry.descriptor)
                    state.open[path] = nil
                }
                var fault: String?
                for path in wanted where state.open[path] == nil {
                    let isFolder = places.folders[path] != nil
                    if !open(path, isFolder, &state), errno != ENOENT {
                        fault = "\(path): \(SystemFault.text(of: errno))"
                    }
                }
                return fault
            }
        }

        private static func isSame(_ path: String, _ descriptor: Int32) -> Bool {
            var (named, opened) = (stat(), stat())
            return stat(path, &named) == 0 && fstat(descriptor, &opened) == 0
                && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
        }

        private func open(_ path: String, _ isFolder: Bool, _ state: inout State) -> Bool {
            let descriptor = Darwin.open(path, O_EVTONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return false }
            let flags =
                NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE | NOTE_RENAME | NOTE_ATTRIB | NOTE_REVOKE
            var event = kevent(
                ident: UInt(descriptor),
                filter: Int16(EVFILT_VNODE),
                flags: UInt16(EV_ADD | EV_CLEAR),
                fflags: UInt32(flags),
                data: 0,
                udata: nil
            )
            guard kevent(queue, &event, 1, nil, 0, nil) == 0 else {
                close(descriptor)
                return false
            }
            let slash = path.lastIndex(of: "/")
            let folder = isFolder ? path : slash.map { String(path[..<$0]) } ?? "."
            let name = isFolder ? nil : slash.map { String(path[path.index(after: $0)...]) } ?? path
            state.open[path] = (descriptor, folder, name)
            return true
        }

        func wait(until end: ContinuousClock.Instant?) -> FolderEventBatch {
            var events = [kevent](repeating: kevent(), count: 64)
            let rest = milliseconds(until: end)
            var time = timespec(tv_sec: Int(rest) / 1000, tv_nsec: Int(rest) % 1000 * 1_000_000)
            let count =
                rest < 0
                ? kevent(queue, nil, 0, &events, 64, nil)
                : kevent(queue, nil, 0, &events, 64, &time)
            var batch = FolderEventBatch()
            state.withLock { state in
                for event in events.prefix(max(0, Int(count)))
                where event.filter == Int16(EVFILT_VNODE) {
                    let entry = state.open.values.first { UInt($0.descriptor) == event.ident }
                    if let entry { batch.names[entry.folder, default: []].insert(entry.name) }
                }
            }
            return batch
        }

        func wake() {
            var event = kevent(
                ident: Self.wakeIdentifier,
                filter: Int16(EVFILT_USER),
                flags: 0,
                fflags: UInt32(NOTE_TRIGGER),
                data: 0,
                udata: nil
            )
            kevent(queue, &event, 1, nil, 0, nil)
        }
    }
#endif
