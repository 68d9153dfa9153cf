import ConfigDocument
import JSONSchema

/// One conversation: what was agreed on, and how each request is answered.
struct BowtieSession {
    let assertsFormats: Bool?
    private var dialect = Dialect(.draft2020)

    init(assertsFormats: Bool?) { self.assertsFormats = assertsFormats }

    /// The answer to a line, or nil where the conversation is over.
    mutating func answer(to line: String) -> String? {
        do throws(DocumentError) {
            let request = try BowtieRequest(line)
            switch request.command {
            case "start": return Self.introduction
            case "dialect": return use(request)
            case "run": return run(request)
            case "stop": return nil
            default: return Self.failure("no command is called \(request.command)", of: request)
            }
        } catch {
            return Self.failure(error.description, of: nil)
        }
    }

    private static let introduction: String = {
        let dialects = Draft.allCases.reversed().map { quoted(uri(of: $0)) }.joined(separator: ",")
        return """
            {"version":1,"implementation":{"language":"swift","name":"swift-typed-config",\
            "homepage":"https://swift-typed-config.example/",\
            "issues":"https://swift-typed-config.example/issues",\
            "source":"https://swift-typed-config.example/source",\
            "dialects":[\(dialects)]}}
            """
    }()

    /// As Bowtie writes it: with an empty fragment up to draft-07.
    private static func uri(of draft: Draft) -> String {
        draft <= .draft7 ? draft.metaSchema + "#" : draft.metaSchema
    }

    private mutating func use(_ request: BowtieRequest) -> String {
        guard let draft = Draft.allCases.first(where: { Self.uri(of: $0) == request.dialect })
        else {
            return #"{"ok":false}"#
        }
        dialect = Dialect(draft)
        return #"{"ok":true}"#
    }

    private func run(_ request: BowtieRequest) -> String {
        do {
            let program = try program(of: request)
            let results = try request.instances().map { program.accepts($0) ? "true" : "false" }
            let list = results.map { #"{"valid":\#($0)}"# }.joined(separator: ",")
            return #"{"seq":\#(request.sequence),"results":[\#(list)]}"#
        } catch {
            return Self.failure("\(error)", of: request)
        }
    }

    private func program(of request: BowtieRequest) throws -> ValidationProgram {
        var registry = SchemaRegistry()
        registry.defaultDialect = dialect
        for (uri, document) in try request.registry() { registry.add(document, at: uri) }
        let graph = try registry.resolve(request.schema(), baseURI: "file:///schema.json")
        var options = ValidationProgram.Options()
        options.assertsFormats = assertsFormats
        return try ValidationProgram(compiling: graph, options: options)
    }

    private static func failure(_ message: String, of request: BowtieRequest?) -> String {
        let sequence = request?.sequence ?? "null"
        return #"{"seq":\#(sequence),"errored":true,"context":{"message":\#(quoted(message))}}"#
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONEmitter(indent: nil).emit(.string(text)), as: UTF8.self)
    }
}
