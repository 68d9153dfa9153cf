import ConfigDocument
import JSONSchema
import Testing

/// Compares all verdicts of both engines on real schemas and documents with those of SchemaStore.
struct SchemaStoreTests {
    /// A schema that is just a reference to an address without a local copy.
    private static let unverifiable = "circleciconfig"

    private struct Outcome: Sendable {
        var schemas = 0
        var accepted = 0
        var refused = 0
        var deviations: Set<SchemaStore.Exception> = []
        var complaints: [String] = []
    }

    @Test func agreesWithEveryVerdict() async throws {
        guard let store = SchemaStore() else { return }
        let exceptions = try store.exceptions()
        var total = Outcome()
        let names = try store.names()
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for name in names { group.addTask { try Self.judge(name, in: store) } }
            for try await outcome in group {
                total.schemas += outcome.schemas
                total.accepted += outcome.accepted
                total.refused += outcome.refused
                total.deviations.formUnion(outcome.deviations)
                total.complaints += outcome.complaints
            }
        }
        print(
            "schemastore: \(total.schemas) schemas, \(total.accepted) documents accepted, "
                + "\(total.refused) refused, \(total.deviations.count) against their folder"
        )
        for complaint in total.complaints { Issue.record("\(complaint)") }
        #expect(total.schemas == 352)
        #expect(total.accepted + total.refused == 1_074 + 384)
        // Content is an annotation here, so documents that fail only because of it are accepted.
        let expected = Set(exceptions.filter { $0.value != "content-annotation" }.keys)
        for missing in expected.subtracting(total.deviations) {
            Issue.record("does not deviate: \(missing)")
        }
        for surprise in total.deviations.subtracting(expected) {
            Issue.record("deviates: \(surprise)")
        }
    }

    private static func judge(_ name: String, in store: SchemaStore) throws -> Outcome {
        var outcome = Outcome(schemas: 1)
        let program: ValidationProgram
        do {
            program = try store.program(name)
        } catch let error as SchemaError {
            let isNamed = error.description.contains("schemas are never fetched over the network")
            if name != unverifiable || !isNamed { outcome.complaints.append("\(name): \(error)") }
            return outcome
        }
        for set in ["positive", "negative"] {
            for (file, document) in try store.documents(set, of: name) {
                let accepts = program.accepts(document)
                let findings = program.findings(in: document)
                if accepts { outcome.accepted += 1 } else { outcome.refused += 1 }
                if accepts != program.hasNothingToExplain(in: document) {
                    outcome.complaints.append("\(name)/\(file): the engines disagree: \(findings)")
                }
                if findings.contains(where: { $0.message.isEmpty || $0.position == nil }) {
                    outcome.complaints.append(
                        "\(name)/\(file): a finding without a place: \(findings)"
                    )
                }
                if accepts != (set == "positive") {
                    outcome.deviations.insert(
                        SchemaStore.Exception(name: name, set: set, file: file)
                    )
                }
            }
        }
        return outcome
    }

}
