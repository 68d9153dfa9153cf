import ConfigDocument
import DocumentEditing
import SchemaCompiler

/// Adds a configuration to a `schemac.yaml` that exists; its comments stay.
struct OptionsEdit {
    /// The name of the schema.
    var name: String
    /// The directory of the schemas, and the files to check, relative to the file.
    var schemas: String
    var files: [String]

    /// The new text; nil if the file already checks the schema, or cannot be edited.
    func applied(to text: String) -> String? {
        guard let document = try? Document(parsing: text, as: .yaml) else { return nil }
        let old = DocumentValue(document.root)
        guard var options = old.object, addSchemas(to: &options), addCheck(to: &options),
            let edited = try? document.applying(.object(options), over: old)
        else { return nil }
        return String(decoding: edited.document.source, as: UTF8.self)
    }

    /// Without the key, the schemas are those of the target: a list would replace them.
    private func addSchemas(to options: inout DocumentObject) -> Bool {
        guard let places = options["schemas"]?.array else { return false }
        if !places.contains(.string(schemas)) {
            options["schemas"] = .array(places + [.string(schemas)])
        }
        return true
    }

    private func addCheck(to options: inout DocumentObject) -> Bool {
        guard let checks = options["check"].map({ $0.array }) ?? [],
            !checks.contains(where: { $0["schema"]?.string == name })
        else { return false }
        let check: DocumentValue = [
            "schema": .string(name), "files": .array(files.map { .string($0) }),
        ]
        options["check"] = .array(checks + [check])
        return true
    }
}
