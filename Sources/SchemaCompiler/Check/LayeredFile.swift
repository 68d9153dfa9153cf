import ConfigDocument
import JSONSchema
import SchemaValidation

/// A config file with the files that a service puts over it: that of a stage, and the fragments of
/// `conf.d`.
struct LayeredFile {
    let base: String
    /// The stage; nil for none.
    let stage: String?
    let takesFragments: Bool

    /// The files, lowest first.
    ///
    /// - Throws: where the folder of the file cannot be listed, and where the stage has two files.
    func paths() throws(SchemaError) -> [String] {
        let folder = FilePath.folder(base)
        guard let name = configName(ofFile: FilePath.name(base)) else { return [base] }
        let files = try names(in: folder)
        var paths = [base]
        if let stage {
            let overlays = files.filter { configName(ofFile: $0) == "\(name).\(stage)" }
            if overlays.count > 1 {
                throw SchemaError(findings: [
                    Finding(
                        message: "there are \(overlays.count) files for \"\(name).\(stage)\": "
                            + overlays.joined(separator: " and "),
                        suggestion: "keep one of them",
                        file: FilePath.joined(folder, overlays[0])
                    )
                ])
            }
            paths += overlays.map { FilePath.joined(folder, $0) }
        }
        let inside = FilePath.joined(folder, fragmentFolder)
        guard takesFragments, FileSystem.isFolder(inside) else { return paths }
        let own = fragmentFiles(of: name, among: try names(in: inside), overlay: stage) {
            stageNames(among: files, beside: name)
        }
        return paths + own.map { FilePath.joined(inside, $0) }
    }

    private func names(in folder: String) throws(SchemaError) -> [String] {
        do throws(FileSystem.Failure) {
            return try FileSystem.names(in: folder).filter { !$0.hasPrefix(".") }
        } catch {
            throw SchemaError(findings: [Finding(message: error.reason, file: error.path)])
        }
    }

    /// The files merged as a service merges them.
    func merged() throws(SchemaError) -> MergedFile {
        var findings: [Finding] = []
        var documents: [Document] = []
        for path in try paths() {
            do throws(DocumentError) {
                documents.append(try ConfigChecker.document(at: path))
            } catch {
                findings.append(Finding(error))
            }
        }
        guard findings.isEmpty else { throw SchemaError(findings: findings) }
        return try MergedFile(documents, named: base)
    }
}

/// A document that was merged from several files.
struct MergedFile {
    let document: Document
    /// Warnings about doubtful values, such as a key without a value.
    private(set) var warnings: [Finding] = []
    /// Nil for a single file without layers.
    private let origins: OriginTable?

    init(_ documents: [Document], named name: String) throws(SchemaError) {
        let layers = documents.filter { !$0.isBlank }
        guard layers.count > 1 else {
            guard let only = layers.first ?? documents.first else {
                throw SchemaError(findings: [Finding(message: "there is no file", file: name)])
            }
            document = only.configuration
            origins = nil
            return
        }
        let misplaced = layers.filter { !$0.root.isObject }
        guard misplaced.isEmpty else {
            throw SchemaError(
                findings: misplaced.map { document in
                    Finding(
                        message: "the document is \(describe(document.root.kind)); "
                            + "an object is expected",
                        file: document.name,
                        position: document.root.position
                    )
                }
            )
        }
        var merged = LayeredValue(layers[0].root)
        for layer in layers.dropFirst() {
            merged.merge(LayeredValue(layer.root), noting: &warnings)
        }
        do throws(DocumentError) {
            document = try Document(
                parsing: JSONEmitter(indent: nil).emit(merged.value),
                as: .json,
                named: name
            )
        } catch {
            throw SchemaError(findings: [Finding(error)])
        }
        origins = OriginTable(merged)
    }

    /// Findings in the document, each at its line in the file that it comes from.
    func located(_ findings: [Finding]) -> [Finding] {
        guard let origins else { return findings }
        return findings.map { finding in
            var finding = finding
            let path = DocumentPath(pointer: finding.instanceLocation) ?? []
            origins.origin(at: path).locate(&finding)
            return finding
        }
    }
}
