import ConfigDocument
package import JSONSchema
import SchemaCompiler

/// The files of a typed configuration that is new in a package. No existing file is replaced except
/// Package.swift and schemac.yaml, to which lines are added.
package struct PackageStart: Sendable {
    /// A file to be written.
    package struct File: Sendable, Equatable {
        /// The path relative to the directory of the package.
        package var path: String
        /// The current text; nil if the file is new.
        package var old: String?
        /// The text to write.
        package var new: String
    }

    /// The name of the configuration, such as `server`.
    package var name: String
    /// The target for the generated type; nil for the only one.
    package var target: String?
    /// The dependency as written in Package.swift.
    package var dependency: String
    /// A schema inferred from existing files, and those files; nil to start with an example.
    package var inferred: (schema: String, files: [String])?

    /// Creates a start with these properties.
    package init(
        name: String,
        target: String? = nil,
        dependency: String,
        inferred: (schema: String, files: [String])? = nil
    ) {
        self.name = name
        self.target = target
        self.dependency = dependency
        self.inferred = inferred
    }

    /// - Parameter content: returns the content of a file of the package; nil if it does not exist.
    /// - Throws: if the package has no manifest, or the target is ambiguous.
    package func files(
        reading content: (_ path: String) -> String?
    ) throws(SchemaError) -> (files: [File], notes: [Finding]) {
        guard let manifest = content("Package.swift") else {
            throw Self.error("there is no Package.swift here", "run it in a package's directory")
        }
        let target = try chosenTarget(of: manifest)
        let starter = StarterFiles(name: name)
        let schema = "schemas/\(name)/1.0.0.schema.json"
        let options = "Sources/\(target)/schemac.yaml"
        var wanted = [(schema, inferred?.schema ?? starter.schema), (options, self.options)]
        if inferred == nil { wanted.append(("config/\(name).yaml", starter.config)) }
        var files: [File] = []
        var notes = lintNotes(of: schema)
        for (path, text) in wanted {
            let old = content(path)
            let edited = path == options ? old.flatMap(edit.applied) : nil
            if old == nil || edited != nil {
                files.append(File(path: path, old: old, new: edited ?? text))
            } else {
                notes.append(Self.note("the file exists already, and is left as it is", path))
            }
        }
        let manifestEdit = ManifestEdit(dependency: dependency, target: target)
        if let new = manifestEdit.applied(to: manifest) {
            if new != manifest {
                files.append(File(path: "Package.swift", old: manifest, new: new))
            }
        } else {
            notes.append(
                Self.note(
                    "the manifest cannot be edited here",
                    "Package.swift",
                    "add \(dependency), the product TypedConfig and the plugin SchemaPlugin by hand"
                )
            )
        }
        return (files, notes)
    }

    /// The advice about a schema that was inferred: its author has not seen it yet.
    private func lintNotes(of path: String) -> [Finding] {
        guard let text = inferred?.schema,
            let document = try? Document(parsing: text, as: .json, named: path)
        else { return [] }
        let source = SchemaSource(
            name: name,
            path: path,
            uri: "file:///\(path)",
            document: document
        )
        return SchemaLinter().lint([source]).advice.map(\.finding)
    }

    /// The directory of the schemas and the configuration files, relative to schemac.yaml.
    private var edit: OptionsEdit {
        OptionsEdit(
            name: name,
            schemas: "../../schemas",
            files: (inferred?.files ?? ["config/\(name).yaml"]).map { "../../" + $0 }
        )
    }

    private var options: String {
        let list = edit.files.map { path in
            let isPlain = path.utf8.allSatisfy {
                0x2D...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x5F == $0 || 0x61...0x7A ~= $0
            }
            return isPlain ? path : JSONOutput.literal(path)
        }
        return """
            schemas: [\(edit.schemas)]
            check: # files that every build validates
              - schema: \(name)
                files: [\(list.joined(separator: ", "))]

            """
    }

    private func chosenTarget(of manifest: String) throws(SchemaError) -> String {
        let targets = ManifestEdit.targets(of: manifest)
        let list = targets.joined(separator: ", ")
        if let target {
            if targets.isEmpty || targets.contains(target) { return target }
            throw Self.error("there is no target \(quoted(target))", "expected one of \(list)")
        }
        if targets.count == 1 { return targets[0] }
        throw Self.error(
            targets.isEmpty ? "no target was found" : "there are \(targets.count) targets: \(list)",
            "pass --target NAME"
        )
    }

    private static func error(_ message: String, _ suggestion: String) -> SchemaError {
        SchemaError(findings: [
            Finding(message: message, suggestion: suggestion, file: "Package.swift")
        ])
    }

    private static func note(
        _ message: String,
        _ file: String,
        _ suggestion: String? = nil
    ) -> Finding {
        var finding = Finding(message: message, suggestion: suggestion, file: file)
        finding.severity = .warning
        return finding
    }
}
