#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folders to watch for some folders of configuration files, and what of each matters.
///
/// Never files: an editor that writes beside and renames would leave the watch with the old file.
/// For links every folder on the way, since a swap of any of them changes the file.
package struct WatchedPlaces: Sendable, Equatable {
    struct Interest: Sendable, Equatable {
        /// Whether the folder holds configuration files.
        var isConfigFolder = false
        /// Whether each of its files may be what a setting is read from: a folder of secrets.
        var isValueFolder = false
        /// Links on the way to a file, and folders that hold files.
        var names: Set<String> = []
    }

    private(set) var folders: [String: Interest] = [:]
    /// The configuration files, as they are found now: for systems that tell of files alone.
    private(set) var files: Set<String> = []

    /// - Parameter valueFolders: folders of files that hold one value each.
    package init(configFolders: [String], valueFolders: [String] = []) {
        for folder in configFolders { add(folder) }
        for folder in valueFolders {
            addChain(folder)
            folders[folder, default: Interest()].isValueFolder = true
        }
    }

    private mutating func add(_ folder: String) {
        let path = folder.isEmpty ? "." : folder
        addChain(path)
        folders[path, default: Interest()].isConfigFolder = true
        // It may come later.
        folders[path, default: Interest()].names.insert(fragmentFolder)
        for file in Self.files(in: path) {
            let filePath = path.hasSuffix("/") ? path + file.name : "\(path)/\(file.name)"
            files.insert(filePath)
            // Most are no links, which the folder's list tells without looking at the file.
            if file.mayBeLink { addChain(filePath) }
        }
    }

    private mutating func addChain(_ path: String) {
        for place in LinkChain(of: path).places {
            folders[place.folder, default: Interest()].names.insert(place.name)
        }
    }

    /// Whether the same folders are watched, for the same reasons, as by others.
    package func watchesFolders(of other: WatchedPlaces) -> Bool { folders == other.folders }

    /// Whether a change of a name in a folder may change a configuration, and of which file: nil for
    /// one that may be any.
    package func effect(ofChanging name: String?, in folder: String) -> Effect {
        guard let interest = folders[folder] else { return .none }
        guard let name else { return .any }
        if interest.isConfigFolder, configName(ofFile: name) != nil, !name.hasPrefix(".") {
            return .file(name)
        }
        if interest.isValueFolder, !TemporaryName.matches(name) { return .any }
        return interest.names.contains(name) ? .any : .none
    }

    package enum Effect: Equatable {
        case none
        case file(String)
        case any
    }

    /// The paths of configuration files that have no content: of no bytes, or of comments alone, as a
    /// writer may begin with.
    package static func blankFiles(in folders: [String]) -> [String] {
        paths(in: folders) { configName(ofFile: $0) != nil }.filter { path in
            size(ofFile: path).map { $0 == 0 || BlankText.isIn(file: path) } ?? false
        }
    }

    /// The paths of files that have no bytes.
    package static func emptyFiles(in folders: [String]) -> [String] {
        paths(in: folders) { _ in true }.filter { size(ofFile: $0) == 0 }
    }

    /// The paths of the files that can be read from: a link that leads nowhere is none.
    package static func filesThere(in folders: [String], valueFolders: [String]) -> Set<String> {
        let files =
            paths(in: folders) { configName(ofFile: $0) != nil }
            + paths(in: valueFolders) { _ in true }
        return Set(files.filter { size(ofFile: $0) != nil })
    }

    private static func paths(in folders: [String], where isWanted: (String) -> Bool) -> [String] {
        folders.flatMap { folder in
            files(in: folder.isEmpty ? "." : folder, where: isWanted).map { "\(folder)/\($0.name)" }
        }
    }

    /// Nil for what is not a regular file.
    private static func size(ofFile path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    package static func files(
        in folder: String,
        where isWanted: (String) -> Bool = { configName(ofFile: $0) != nil }
    ) -> [(name: String, mayBeLink: Bool)] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var files: [(String, Bool)] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix("."), isWanted(name) else { continue }
            let type = Int32(entry.pointee.d_type)
            files.append((name, type == Int32(DT_LNK) || type == Int32(DT_UNKNOWN)))
        }
        return files
    }
}

extension WatchedPlaces {
    mutating func formUnion(_ other: WatchedPlaces) {
        folders.merge(other.folders) { mine, theirs in
            Interest(
                isConfigFolder: mine.isConfigFolder || theirs.isConfigFolder,
                isValueFolder: mine.isValueFolder || theirs.isValueFolder,
                names: mine.names.union(theirs.names)
            )
        }
        files.formUnion(other.files)
    }
}
