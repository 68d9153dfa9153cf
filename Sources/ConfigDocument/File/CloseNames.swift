#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Suggestions for the path of a missing file.
struct CloseNames {
    private let path: String
    private let folder: String
    private let name: String

    init(of path: String) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        folder = slash.map { String(path[...$0]) } ?? ""
        name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The text to append to "no such file"; empty without a suggestion.
    var hint: String {
        let place = WorkingDirectory.hint(for: path).map { "; \($0)" } ?? ""
        guard let names = entries() else { return "; its directory does not exist" + place }
        let close = names.map { (name: $0, distance: distance(to: $0)) }
            .filter { $0.distance <= limit }
            .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(3).map { Self.quotedPath(folder + $0.name) }
        return close.isEmpty ? place : "; did you mean \(close.joined(separator: " or "))?"
    }

    static func quotedPath(_ path: String) -> String {
        let text = quoted(path)
        return text.dropFirst().dropLast() == path ? path : text
    }

    private var limit: Int { max(1, name.count / 3) }

    /// The names in the folder; nil if the folder does not exist.
    private func entries() -> [String]? {
        guard let directory = opendir(folder.isEmpty ? "." : folder) else {
            return errno == ENOENT || errno == ENOTDIR ? nil : []
        }
        defer { closedir(directory) }
        var names: [String] = []
        // Limits the time for a folder with very many files.
        while names.count < 2_000, let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// A different extension or letter case counts as one change.
    private func distance(to other: String) -> Int {
        if other.lowercased() == name.lowercased() || stem(other) == stem(name) { return 1 }
        let texts = (Array(name.unicodeScalars), Array(other.unicodeScalars))
        return EditDistance.between(texts.0, texts.1, limit: limit)
    }

    private func stem(_ name: String) -> Substring {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
            return Substring(name)
        }
        return name[..<dot]
    }
}
