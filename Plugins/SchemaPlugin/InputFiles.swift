import Foundation

/// The files that a target's generated code may depend on.
///
/// They are known from three places: the target's directory, every existing path mentioned in
/// `schemac.yaml`, and the links that `schemac-build` created for the files that it read the last
/// time. A superfluous file only costs an unnecessary run; a missing one is linked by that run.
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

    /// A file for each schema, named after it: NAME.schema.json or NAME/VERSION.schema.json;
    /// several for a large one.
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

    /// The same count as that of `FileParts` in the compiler. If they differed, a file would be
    /// empty, or types without a file would be written to the common file (`--others`).
    private static func parts(of file: URL) -> Int {
        let bytes = (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        return bytes < 32_768 ? 1 : min(32, 1 + bytes / 32_768)
    }

    /// Words that may be paths in YAML: elements of arrays and values, in block or flow style.
    private static func words(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap { line in
            line.split(whereSeparator: { "[]{},".contains($0) }).map { part in
                var word = part.trimmingPrefix(/\s*(- )*/)
                if let colon = word.range(of: ": ", options: .backwards) {
                    word = word[colon.upperBound...]
                }
                if let comment = word.range(of: " #") { word = word[..<comment.lowerBound] }
                // A path may lead into a file: api.yaml#/components/schemas/Pet.
                if let part = word.range(of: "#/") { word = word[..<part.lowerBound] }
                return word.trimmingCharacters(in: CharacterSet(charactersIn: "\"' \t"))
            }
        }
    }

    /// Adds a file, or all files of a directory that may contain schemas or config files.
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

    /// The extensions of all formats, which a plugin cannot import, and of the lock of vendored
    /// schemas.
    private static let endings = ["yaml", "yml", "json", "jsonc", "toml", "lock"]

    private mutating func addFile(_ file: URL) {
        if known.insert(file.path).inserted { files.append(file) }
    }
}
