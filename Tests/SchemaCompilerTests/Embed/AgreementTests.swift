import ConfigDocument
import Foundation
import SchemaSamples
import Suites
import Testing

@testable import JSONSchema
@testable import SchemaCompiler
@testable import SchemaTools
@testable import SchemaValidation

/// Validation and generated types agree about the numbers in real schemas. The types are not
/// compiled: encoding a document as Swift consults the same model. Golden types are compiled and
/// tested in the same way.
struct AgreementTests {
    @Test func validationSaysWhatTheTypesOfRealSchemasSay() throws {
        guard let suite = SuiteFolder("schemastore") else { return }
        var (documents, refusals) = (0, 0)
        for url in try suite.files(in: "schemas", suffix: ".json") {
            let document = try Document(contentsOf: url.path)
            guard document.storage.sourceBytes.count < 60_000,
                var sample = try? Sample(document, name: url.lastPathComponent)
            else { continue }
            for _ in 0..<6 {
                guard let (text, misfits, refused) = try sample.next() else { continue }
                documents += 1
                refusals += refused.count
                #expect(misfits == refused, "\(url.lastPathComponent): \(text)")
            }
        }
        #expect(documents > 300)
        #expect(refusals > 20)
    }

    /// Random documents of a schema, with the numbers refused by each side.
    private struct Sample {
        private let types: NamedTypes
        private let checks: ValidationProgram
        private let program: ValidationProgram
        private var generator: SampleGenerator
        private var numbers = NumberEnds(seed: 5)

        init(_ document: Document, name: String) throws {
            let source = SchemaSource(
                name: "app",
                path: name,
                uri: "file:///\(name)",
                document: document
            )
            let frontEnd = FrontEnd(
                options: CompilerOptions(),
                references: References([source], CompilerOptions())
            )
            let unit = try frontEnd.analysed(source)
            types = try frontEnd.named([unit])[0].types
            var options = ValidationProgram.Options.configuration
            program = try ValidationProgram(
                compiling: unit.graph,
                entryPoints: types.model.entryPoints,
                options: options
            )
            options.knowsNumbers = true
            checks = try ValidationProgram(compiling: unit.graph, options: options)
            generator = try SampleGenerator(unit.graph, seed: 5)
        }

        mutating func next() throws -> (String, misfits: Set<String>, refused: Set<String>)? {
            guard let sample = generator.document() else { return nil }
            let bytes = numbers.replaced(DocumentValue(sample.root)).encoded(as: .json)
            let document = try Document(parsing: bytes, as: .json, named: "sample")
            guard program.accepts(document) else { return nil }
            var refused: Set<String> = []
            do throws(SchemaError) {
                _ = try EmbeddedValue.text(
                    of: EmbeddedDocument(schema: "app", name: "embedded", document: document),
                    model: types.model,
                    program: program,
                    access: .internal
                )
            } catch {
                for finding in error.findings where finding.message.contains("no literal") {
                    guard let pointer = DocumentPath(pointer: finding.instanceLocation),
                        document.root[pointer]?.lexeme != nil
                    else { continue }
                    refused.insert(finding.instanceLocation)
                }
            }
            return (
                String(decoding: bytes, as: UTF8.self),
                Set(checks.misfits(in: document).map(\.instanceLocation)), refused
            )
        }
    }
}
