#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folders to watch for folders of configuration files, with the names that matter in each.
///
/// Files are never watched: an editor that writes a new file and renames it would leave the watch
/// on the old one. For links, every folder along the chain is watched, since replacing any link
/// changes the file.
package struct WatchedPlaces: Sendable, Equatable {
    struct Interest: Sendable, Equatable {
        /// True if the folder holds configuration files.
        var isConfigFolder = false
        /// True if each of its files may hold the value of a setting: a folder of secrets.
        var isValueFolder = false
        /// Links on the path to a file, and folders that contain files.
        var names: Set<String> = []
    }

    private(set) var folders: [String: Interest] = [:]
    /// The configuration files found now, for systems that only watch files.
    private(set) var files: Set<String> = []

    /// - Parameters:
    ///   - valueFolders: folders of files that hold one value each.
    ///   - valueFiles: files that hold several values, in folders that are not read otherwise.
    package init(
        configFolders: [String],
        valueFolders: [String] = [],
        valueFiles: [String] = []
    ) {
        for file in valueFiles { addChain(file) }
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
        // The fragment folder may be created later.
        folders[path, default: Interest()].names.insert(fragmentFolder)
        for file in Self.files(in: path) {
            let filePath = path.hasSuffix("/") ? path + file.name : "\(path)/\(file.name)"
            files.insert(filePath)
            // Most files are not links, which the directory listing shows without examining them.
            if file.mayBeLink { addChain(filePath) }
        }
    }

    private mutating func addChain(_ path: String) {
        for place in LinkChain(of: path).places {
            folders[place.folder, default: Interest()].names.insert(place.name)
        }
    }

    /// True if the same folders are watched for the same reasons.
    package func watchesFolders(of other: WatchedPlaces) -> Bool { folders == other.folders }

    /// The effect of a changed name in a folder: none, or a file that may have changed; nil for any
    /// file.
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

    /// The paths of configuration files without content: with no bytes, or only comments, which a
    /// writer may produce first.
    package static func blankFiles(in folders: [String]) -> [String] {
        paths(in: folders) { configName(ofFile: $0) != nil }.filter { path in
            size(ofFile: path).map { $0 == 0 || BlankText.isIn(file: path) } ?? false
        }
    }

    /// The paths of files of size zero.
    package static func emptyFiles(in folders: [String]) -> [String] {
        paths(in: folders) { _ in true }.filter { size(ofFile: $0) == 0 }
    }

    /// The paths of existing files; a dangling link does not count.
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

    /// Nil unless it is a regular file.
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
