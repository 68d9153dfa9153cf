import ConfigFiles

/// Access to the files of a configuration by their names in the journal: in a folder, and in its
/// `conf.d`.
extension LockedFolder {
    func readLayer(_ file: String) throws(FileError) -> [UInt8]? {
        guard let name = fragment(file) else { return try read(file) }
        do throws(FileError) {
            return try LockedFolder(path(of: fragmentFolder)).read(name)
        } catch {
            if error.reason == .noSuchFolder { return nil }
            throw error
        }
    }

    func writeLayer(
        _ bytes: [UInt8],
        to file: String,
        over expected: ExpectedContent
    ) throws(FileError) {
        guard let name = fragment(file) else { return try write(bytes, to: file, over: expected) }
        try LockedFolder(path(of: fragmentFolder)).write(bytes, to: name, over: expected)
    }

    private func fragment(_ file: String) -> String? {
        let folder = fragmentFolder + "/"
        return file.hasPrefix(folder) ? String(file.dropFirst(folder.count)) : nil
    }
}
