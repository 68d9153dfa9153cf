import Foundation

/// The files that a target's generated code may depend on.
///
/// They are known from three places: the target's folder, `schemac.yaml`, of which whatever names an
/// existing path is taken, and the links that `schemac-build` made for what it read the last time.
/// A file too many costs nothing but a run in vain; one too few is linked by that run.
struct InputFiles {
    private(set) var files: [URL] = []
    private var known: Set<String> = []

    init(target: URL, watch: URL) {
        add(target)
        let options = target.appending(path: "schemac.yaml")
        if let text = try? String(contentsOf: options, encoding: .utf8) {
            for path in Self.words(in: text) where !path.isEmpty {
                add(URL(fileURLWithPath: path, relativeTo: target.appending(path: "/")))
            }
        }
        let links = try? FileManager.default.contentsOfDirectory(
            at: watch,
            includingPropertiesForKeys: nil
        )
        for link in links ?? [] { add(link) }
        files.sort { $0.path < $1.path }
    }

    /// A file for each schema, named after it: NAME.schema.json or NAME/VERSION.schema.json; several
    /// for a large one.
    var plannedOutputs: [String] {
        let names = files.flatMap { file -> [String] in
            let parts = file.lastPathComponent.components(separatedBy: ".schema.")
            guard parts.count == 2, ["json", "yaml", "yml"].contains(parts[1]) else { return [] }
            let isVersion = parts[0].prefixMatch(of: /\d+\.\d+\.\d+([-+].*)?$/) != nil
            let name = isVersion ? file.deletingLastPathComponent().lastPathComponent : parts[0]
            return (1...Self.parts(of: file)).map { $0 == 1 ? name : "\(name)+\($0)" }
        }
        return Set(names).sorted().map { $0 + ".generated.swift" }
    }

    /// As `FileParts` in the compiler counts them. Where the two differed, a file would hold nothing,
    /// or what it lacks would stand in the file for others.
    private static func parts(of file: URL) -> Int {
        let bytes = (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        return bytes < 32_768 ? 1 : min(32, 1 + bytes / 32_768)
    }

    /// What may be a path in YAML: list items and values, block style or flow style.
    private static func words(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap { line in
            line.split(whereSeparator: { "[]{},".contains($0) }).map { part in
                var word = part.trimmingPrefix(/\s*(- )*/)
                if let colon = word.range(of: ": ", options: .backwards) {
                    word = word[colon.upperBound...]
                }
                if let comment = word.range(of: " #") { word = word[..<comment.lowerBound] }
                return word.trimmingCharacters(in: CharacterSet(charactersIn: "\"' \t"))
            }
        }
    }

    /// Adds a file, or all of a folder that schemas or config files may be in.
    private mutating func add(_ url: URL) {
        let url = url.resolvingSymlinksInPath().standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return
        }
        guard isFolder.boolValue else { return addFile(url) }
        let all = FileManager.default.enumerator(
            at: url,
            includingPropertiesForKeys: [.isRegularFileKey],
            options: .skipsHiddenFiles
        )
        for case let file as URL in all ?? FileManager.DirectoryEnumerator()
        where Self.endings.contains(file.pathExtension.lowercased()) { addFile(file) }
    }

    /// Those of all formats, which a plugin cannot ask for, and of the lock of vendored schemas.
    private static let endings = ["yaml", "yml", "json", "jsonc", "toml", "lock"]

    private mutating func addFile(_ file: URL) {
        if known.insert(file.path).inserted { files.append(file) }
    }
}
