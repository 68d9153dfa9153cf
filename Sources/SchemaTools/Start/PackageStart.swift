import ConfigDocument
package import JSONSchema
import SchemaCompiler

/// The files of a package's first typed configuration. No existing file is replaced except
/// Package.swift, to which lines are added.
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
        var wanted = [
            ("schemas/\(name)/1.0.0.schema.json", inferred?.schema ?? starter.schema),
            ("Sources/\(target)/schemac.yaml", options(configFiles)),
        ]
        if inferred == nil { wanted.append(("config/\(name).yaml", starter.config)) }
        var files: [File] = []
        var notes: [Finding] = []
        for (path, text) in wanted {
            if content(path) == nil {
                files.append(File(path: path, old: nil, new: text))
            } else {
                notes.append(Self.note("the file is there already, and is left as it is", path))
            }
        }
        let edit = ManifestEdit(dependency: dependency, target: target)
        if let new = edit.applied(to: manifest) {
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

    private var configFiles: [String] { inferred?.files ?? ["config/\(name).yaml"] }

    private func options(_ files: [String]) -> String {
        let list = files.map { file in
            let path = "../../" + file
            let isPlain = path.utf8.allSatisfy {
                0x2D...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x5F == $0 || 0x61...0x7A ~= $0
            }
            return isPlain ? path : JSONText.literal(path)
        }
        return """
            schemas: [../../schemas]
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
