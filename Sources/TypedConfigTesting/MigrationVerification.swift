import ConfigDocument
import ConfigVersioning
import DocumentEditing
import JSONSchema
import MigrationSteps
import SchemaSamples
import SchemaValidation
import TypedConfig

/// Verifies the migrations of a type.
struct MigrationVerification {
    private let name: String
    private let history: ConfigMigrations
    private let migrator: ConfigMigrator
    private let generated: Int

    init<Value: ConfigType>(_ type: Value.Type, generated: Int) {
        name = type.schema.name
        history = ConfigMigrations(of: type)
        migrator = ConfigMigrator(types: [type])
        self.generated = generated
    }

    func failures(schemas folder: String) throws -> [String] {
        guard let newest = history.newest else {
            return ["\(name) has no history: its schema has no x-config-version"]
        }
        var failures: [String] = []
        for version in history.versions {
            guard let number = version.number else { continue }
            let documents = try documents(of: number, in: "\(folder)/\(name)")
            if documents.isEmpty { failures.append("there is no document of \(name) \(number)") }
            for document in documents {
                do {
                    failures.append(contentsOf: try check(document, number, newest))
                } catch {
                    failures.append("\(document.name): \(error)")
                }
            }
        }
        return failures
    }

    // MARK: Documents

    private func documents(of version: SemanticVersion, in folder: String) throws -> [Document] {
        let examples = "\(folder)/examples/\(version)"
        var documents = try SchemasFolder.names(in: examples).map {
            try Document(contentsOf: "\(examples)/\($0)")
        }
        let path = "\(folder)/\(version).schema.json"
        let schema = try Document(contentsOf: path)
        for (index, example) in (schema.root["examples"]?.elements ?? []).enumerated() {
            documents.append(
                try Document(
                    parsing: example.encoded(as: .json),
                    as: .json,
                    named: "\(path) example \(index + 1)"
                )
            )
        }
        let graph = try SchemaRegistry().resolve(schema, baseURI: "file:///\(version).schema.json")
        var generator = try SampleGenerator(
            graph,
            seed: version.seed
        )
        for number in 0..<generated {
            guard
                let document = generator.document(
                    named: "generated \(version) document \(number + 1)"
                )
            else { break }
            documents.append(try versioned(document, version))
        }
        return documents
    }

    /// Replaces the random version of a generated document by the actual one.
    private func versioned(_ document: Document, _ version: SemanticVersion) throws -> Document {
        guard case .pointer(let path)? = history.version(version)?.place else { return document }
        return try document.setting(
            .string(version.description),
            at: path
        ).document
    }

    // MARK: Checks

    private func check(
        _ document: Document,
        _ version: SemanticVersion,
        _ newest: SemanticVersion
    ) throws -> [String] {
        var failures: [String] = []
        func expect(_ holds: Bool, _ message: String) {
            if !holds { failures.append("\(document.name): \(message)") }
        }
        let old = DocumentValue(document.root)
        let result = try migrator.migrate(old, type: name)
        expect(result.from == version.description, "is taken for version \(result.from)")
        expect(result.to == newest.description, "ends at version \(result.to)")
        let again = try migrator.migrate(result.value, type: name)
        expect(!again.isChanged && again.value == result.value, "a second run changes it")
        try checkChain(old, result, expect)
        try checkInverse(old, result, version, expect)
        return failures
    }

    /// Compares the result with a migration step by step through all versions.
    private func checkChain(
        _ old: DocumentValue,
        _ result: MigratedDocument,
        _ expect: (Bool, String) -> Void
    ) throws {
        var value = old
        var current = result.from
        let numbers = history.versions.compactMap(\.number)
        for next in numbers where (SemanticVersion(current).map { $0 < next } ?? false) {
            let step = try migrator.migrate(
                value,
                type: name,
                from: current,
                to: next.description
            )
            value = step.value
            current = next.description
        }
        expect(value == result.value, "the chain through all versions ends elsewhere")
    }

    private func checkInverse(
        _ old: DocumentValue,
        _ result: MigratedDocument,
        _ version: SemanticVersion,
        _ expect: (Bool, String) -> Void
    ) throws {
        guard result.isChanged, result.losses.isEmpty, result.kept.isEmpty,
            (try? migrator.path(type: name, from: result.to, to: version.description)) != nil
        else { return }
        let back = try migrator.migrate(result.value, type: name, to: version.description)
        // A former default may now be written out, but nothing may be lost.
        expect(back.value.holds(old), "the way back does not lead to what it was")
    }
}

extension DocumentValue {
    /// True if this value contains the other one.
    fileprivate func holds(_ other: DocumentValue) -> Bool {
        switch (self, other) {
        case (.object(let own), .object(let other)):
            other.members.allSatisfy { member in
                member.value.isNull || own[member.key]?.holds(member.value) ?? false
            }
        case (.array(let own), .array(let other)):
            own.count == other.count && zip(own, other).allSatisfy { $0.holds($1) }
        default: self == other
        }
    }
}
