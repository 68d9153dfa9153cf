import ConfigDocument
public import JSONSchema

/// The folder that generated files are written to. Files whose content is the same are left alone.
public struct OutputFolder: Sendable {
    private let path: String

    public init(_ path: String) { self.path = path }

    /// - Throws: a finding for each file that cannot be written; then the others are not written
    ///   either where that could be known beforehand.
    public func write(_ files: [GeneratedFile], manifest: String?) throws(SchemaError) {
        var outputs = files.map { (path: FilePath.joined(path, $0.name), text: $0.text) }
        if let manifest { outputs.append((manifest, Manifest(files).json)) }
        do throws(FileSystem.Failure) {
            try FileSystem.makeFolder(path)
            if let manifest { try FileSystem.makeFolder(FilePath.folder(manifest)) }
        } catch {
            throw failure("the output folder cannot be made: \(error.reason)", at: path)
        }
        let changed = outputs.filter { !isUpToDate($0.path, $0.text) }
        let refused = changed.compactMap { refusal(at: $0.path) }
        guard refused.isEmpty else { throw SchemaError(findings: refused) }
        for output in changed {
            do throws(FileSystem.Failure) {
                try FileSystem.write(output.text, to: output.path)
            } catch {
                throw failure("the output cannot be written: \(error.reason)", at: error.path)
            }
        }
    }

    private func isUpToDate(_ path: String, _ text: String) -> Bool {
        guard !FileSystem.isSymbolicLink(path),
            let bytes = try? FileSystem.read(path, maxBytes: text.utf8.count + 1)
        else { return false }
        return bytes.elementsEqual(text.utf8)
    }

    private func refusal(at path: String) -> Finding? {
        if FileSystem.isSymbolicLink(path) {
            return Finding(
                message: "the output is a symbolic link, which is not written through",
                suggestion: "remove the link",
                file: path
            )
        }
        if FileSystem.isFolder(path) {
            return Finding(
                message: "the output is a folder",
                suggestion: "remove it, or name another output",
                file: path
            )
        }
        return nil
    }

    private func failure(_ message: String, at path: String) -> SchemaError {
        SchemaError(findings: [Finding(message: message, file: path)])
    }
}
