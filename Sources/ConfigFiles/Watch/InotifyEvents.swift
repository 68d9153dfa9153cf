#if os(Linux) || os(Android)
    import Synchronization

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Events from inotify: one descriptor for all folders.
    final class InotifyEvents: FolderEvents {
        private let descriptor: Int32
        private let state = Mutex(State())

        private struct State {
            var watches: [String: Int32] = [:]
            /// The paths of each watch, as two paths may lead to the same folder.
            var paths: [Int32: Set<String>] = [:]
        }

        private static let events =
            IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE | IN_MOVED_FROM
            | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF

        /// - Throws: if the limit of inotify instances is reached.
        init() throws(SystemFault) {
            let flags = Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)
            descriptor = try systemCall { inotify_init1(flags) }
        }

        deinit { close(descriptor) }

        func watch(_ places: WatchedPlaces) -> String? {
            state.withLock { state in
                for path in state.watches.keys where places.folders[path] == nil {
                    remove(path, &state)
                }
                var fault: String?
                for path in places.folders.keys.sorted() {
                    if let code = add(path, &state), code != ENOENT, code != ENOTDIR {
                        fault = "\(path): \(Self.words(for: code))"
                    }
                }
                return fault
            }
        }

        /// Adding a watched folder again has no effect, so this also detects whether the path leads
        /// to another folder by now.
        private func add(_ path: String, _ state: inout State) -> Int32? {
            let mask = UInt32(Self.events | IN_ONLYDIR | IN_EXCL_UNLINK)
            let watch = inotify_add_watch(descriptor, path, mask)
            if watch < 0 {
                let code = errno
                remove(path, &state)
                return code
            }
            if state.watches[path] != watch {
                remove(path, &state)
                state.watches[path] = watch
                state.paths[watch, default: []].insert(path)
            }
            return nil
        }

        private func remove(_ path: String, _ state: inout State) {
            guard let watch = state.watches.removeValue(forKey: path) else { return }
            state.paths[watch]?.remove(path)
            if state.paths[watch]?.isEmpty == true {
                state.paths[watch] = nil
                inotify_rm_watch(descriptor, watch)
            }
        }

        private static func words(for code: Int32) -> String {
            switch code {
            case ENOSPC: "no inotify watch is left (fs.inotify.max_user_watches)"
            case EACCES: "the process may not read the directory"
            default: SystemFault.text(of: code)
            }
        }

        // MARK: Waiting

        func wait(until end: ContinuousClock.Instant?) -> FolderEventBatch {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            var batch = FolderEventBatch()
            guard poll(&request, 1, milliseconds(until: end)) > 0 else { return batch }
            withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { buffer in
                while true {
                    let count = read(descriptor, buffer.baseAddress, buffer.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { return }
                    add(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: &batch)
                }
            }
            return batch
        }

        private func add(_ bytes: UnsafeRawBufferPointer, to batch: inout FolderEventBatch) {
            let header = MemoryLayout<inotify_event>.size
            state.withLock { state in
                var rest = bytes[...]
                while rest.count >= header {
                    let event = UnsafeRawBufferPointer(rebasing: rest)
                        .loadUnaligned(as: inotify_event.self)
                    let length = min(rest.count, header + Int(event.len))
                    let name = rest.dropFirst(header).prefix(length - header).prefix { $0 != 0 }
                    rest = rest.dropFirst(length)
                    note(
                        event,
                        name.isEmpty ? nil : String(decoding: name, as: UTF8.self),
                        &state,
                        &batch
                    )
                }
            }
        }

        private func note(
            _ event: inotify_event,
            _ name: String?,
            _ state: inout State,
            _ batch: inout FolderEventBatch
        ) {
            let mask = Int(event.mask)
            if mask & Int(IN_Q_OVERFLOW) != 0 { batch.isOverflow = true }
            guard let paths = state.paths[event.wd] else { return }
            for path in paths { batch.names[path, default: []].insert(name) }
            // The kernel has removed the watch together with the folder.
            if mask & Int(IN_IGNORED) != 0 {
                state.paths[event.wd] = nil
                for path in paths { state.watches[path] = nil }
            }
        }

        /// Wakes `wait` by removing a watch, which causes an event: this needs no second
        /// descriptor.
        func wake() {
            state.withLock { state in
                // A folder that is already watched would not cause an event.
                for folder in ["/proc", "/dev", "/", "/tmp", "/etc"] {
                    let mask = UInt32(IN_DELETE_SELF | IN_ONLYDIR | IN_MASK_ADD)
                    let watch = inotify_add_watch(descriptor, folder, mask)
                    guard watch >= 0, state.paths[watch] == nil else { continue }
                    inotify_rm_watch(descriptor, watch)
                    return
                }
                // If no watch can be added, remove one of ours; the next `watch` adds it again.
                guard let path = state.watches.keys.first else { return }
                remove(path, &state)
            }
        }
    }
#endif
