import ConfigDocument
import Foundation
import JSONSchema

/// The cost that rules across settings add to the validation of a configuration.
struct RulesBenchmark {
    /// The folder of configurations, beside that of their schemas.
    let folder: URL
    let stopwatch = Stopwatch()

    func run() throws -> [Metric] {
        let schemas = folder.appending(path: "../schemas/unified_config")
        let newest = try FileManager.default.contentsOfDirectory(atPath: schemas.path)
            .filter { $0.hasSuffix(".schema.json") }.max()
        guard let newest else { throw BenchError("there is no schema in \(schemas.path)") }
        let text = try String(contentsOf: schemas.appending(path: newest), encoding: .utf8)
        let document = try Document(
            contentsOf: folder.appending(path: "unified_config.yaml").path
        )
        let plain = try program(text)
        let ruled = try program(
            text.replacing("{", with: "{\"settingRules\": \(Self.rules),", maxReplacements: 1)
        )
        guard plain.accepts(document), ruled.accepts(document) else {
            throw BenchError("unified_config.yaml is not valid by its schema and the rules")
        }
        let (without, with) = stopwatch.nanoseconds(
            { for _ in 0..<100 { keep(plain.accepts(document)) } },
            { for _ in 0..<100 { keep(ruled.accepts(document)) } }
        )
        return [
            metric("validate, six rules", with / 100, "ns", "without rules", without / 100, 1.1)
        ]
    }

    private func program(_ text: String) throws -> ValidationProgram {
        let schema = try Document(parsing: text, as: .json, named: "schema.json")
        let graph = try SchemaRegistry().resolve(schema, baseURI: "file:///schema.json")
        return try ValidationProgram(compiling: graph, options: .configuration)
    }

    private static let rules = """
        [{"lessThan": ["0/validation/coordinate_bounds/min_x", "0/validation/coordinate_bounds/max_x"]},
         {"lessThan": ["0/validation/coordinate_bounds/min_y", "0/validation/coordinate_bounds/max_y"]},
         {"atMost": [{"lengthOf": "0/agents/aliases"}, "0/agents/count"]},
         {"atMost": ["0/messaging/queue/max_age_days", "0/messaging/queue/max_size"]},
         {"differsFrom": ["0/data/vector_db", "0/data/unified_db"]},
         {"requiredWhen": ["0/discord/channels", "0/discord/bot_config"], "reason": "the bot posts"}]
        """
}
