#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The actual location of a file: its name in an open folder, after following all symbolic links.
package struct FilePlace: ~Copyable {
    let folder: Descriptor
    /// The folder's path for messages: empty for the current one, else with a trailing slash.
    let folderPath: String
    package let name: String

    /// The number of links that the kernel follows.
    private static let linkLimit = 40

    /// The number of links followed.
    private let links: Int

    private init(_ folder: consuming Descriptor, _ folderPath: String, _ name: String, links: Int) {
        self.folder = folder
        self.folderPath = folderPath
        self.name = name
        self.links = links
    }

    package static func following(_ path: String) throws(FileError) -> FilePlace {
        let place: FilePlace
        do throws(SystemFault) {
            let (folderPath, name) = split(path)
            let folder = try open(folderPath, in: AT_FDCWD)
            place = try FilePlace(folder, folderPath, name, links: 0).followed()
        } catch {
            throw FileError(.openFolder, path, error)
        }
        try place.check(path)
        return place
    }

    private consuming func followed() throws(SystemFault) -> FilePlace {
        guard let target = try Self.link(name, in: folder) else { return self }
        guard links < Self.linkLimit else { throw SystemFault(code: ELOOP) }
        let next = Self.split(target)
        return try FilePlace(
            try Self.open(next.folder, in: folder.number),
            target.hasPrefix("/") ? next.folder : folderPath + next.folder,
            next.name,
            links: links + 1
        ).followed()
    }

    private func check(_ path: String) throws(FileError) {
        if name.isEmpty || name == "." || name == ".." {
            throw FileError(.notAFile, path, "is a directory; name a file in it")
        }
        if links > 0, faccessat(folder.number, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0 {
            // Creating the file would let the author of the link choose its location.
            throw FileError(
                .notAFile,
                path,
                "not written: it is a symbolic link to \(folderPath + name), which does not exist; "
                    + "create that file, or remove the link"
            )
        }
    }

    /// The folder of a path, with a trailing slash, and the rest.
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
        let end = path.utf8.index(after: slash)
        return (String(path[..<end]), String(path[end...]))
    }

    private static func open(_ folder: String, in base: Int32) throws(SystemFault) -> Descriptor {
        try Descriptor(folder.isEmpty ? "." : folder, in: base, O_RDONLY | O_DIRECTORY)
    }

    /// The target of a symbolic link; nil for everything else or a missing file.
    private static func link(
        _ name: String,
        in folder: borrowing Descriptor
    ) throws(SystemFault) -> String? {
        if name.utf8.contains(0) { throw SystemFault(code: EINVAL) }
        var target = [CChar](repeating: 0, count: 4096)
        let count = readlinkat(folder.number, name, &target, target.count)
        if count >= 0 {
            return String(
                decoding: target.prefix(count).map(UInt8.init(bitPattern:)),
                as: UTF8.self
            )
        }
        if errno == EINVAL || errno == ENOENT { return nil }
        throw SystemFault(code: errno)
    }
}
