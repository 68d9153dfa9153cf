package import ConfigDocument
import ECMARegex
package import JSONSchema
package import SchemaCompiler

/// A config file to start from: required settings have values, defaults are shown, and the other
/// settings are comments.
package struct SampleFile: Sendable {
    /// The options of generated code, which also decide how the schema is read.
    package var options = CompilerOptions()

    /// Creates a generator with the default options.
    package init() {}

    /// The text, with findings for settings without a valid value.
    package func text(
        for source: SchemaSource,
        among sources: [SchemaSource],
        as format: DocumentFormat
    ) throws(SchemaError) -> (text: String, findings: [Finding]) {
        let references = References(sources, options)
        do throws(SchemaError) {
            let graph = try references.registry(for: source).resolve(
                source.document,
                baseURI: source.uri
            )
            let program = try ValidationProgram(compiling: graph, options: .configuration)
            return text(source, graph, program, format)
        } catch {
            throw SchemaError(findings: references.located(error.findings))
        }
    }

    private func text(
        _ source: SchemaSource,
        _ graph: SchemaGraph,
        _ program: ValidationProgram,
        _ format: DocumentFormat
    ) -> (String, [Finding]) {
        var best: (text: String, findings: [Finding], hasChoices: Bool)?
        for attempt in Attempt.all {
            if attempt.number > 0, best?.hasChoices == false { continue }
            let (root, maker) = Self.sample(of: graph, attempt)
            let title = graph.cursor(of: graph.root)["title"]?.string ?? source.name
            let printer = SamplePrinter(title: title, file: source.shownPath)
            let name = "sample" + format.ending
            let text = printer.text(root, as: format)
            var findings = Self.findings(in: text, as: format, named: name, program)
            if maker.isCut, !findings.isEmpty {
                findings = [maker.cut(named: name, leaving: findings.count)]
            }
            if findings.isEmpty { return (text, []) }
            if best == nil || findings.count < best?.findings.count ?? .max {
                best = (text, findings, maker.hasChoices)
            }
        }
        return best.map { ($0.text, $0.findings) } ?? ("", [])
    }

    /// A way of choosing values where the schema allows several.
    private struct Attempt {
        var showsDefaults: Bool
        /// Which of several branches and constants is taken.
        var number: Int

        /// Defaults may contradict each other or require more settings: then only required settings
        /// are set. Then other branches and constants are taken.
        static let all = (0..<6).flatMap { number in
            [true, false].map { Attempt(showsDefaults: $0, number: number) }
        }
    }

    /// A valid value with the members that are required or have defaults; nil if none is found.
    static func value(
        for graph: SchemaGraph,
        _ program: ValidationProgram,
        named name: String
    ) -> DocumentValue? {
        for attempt in Attempt.all {
            let value = sample(of: graph, attempt).sample.set
            let text = String(decoding: value.encoded(as: .json), as: UTF8.self)
            if findings(in: text, as: .json, named: name, program).isEmpty { return value }
        }
        return nil
    }

    /// A sample that follows conditions. They are compiled once they were met, and others may be
    /// met after that.
    private static func sample(
        of graph: SchemaGraph,
        _ attempt: Attempt
    ) -> (sample: Sample, maker: SampleMaker) {
        var conditions = SampleConditions()
        while true {
            var maker = SampleMaker(graph: graph, conditions)
            maker.showsDefaults = attempt.showsDefaults
            maker.attempt = attempt.number
            let sample = maker.sample(of: Shape(graph.root), depth: 0)
            let isComplete = maker.unknownConditions.isEmpty || conditions.rounds == 4
            if isComplete { return (sample, maker) }
            conditions.add(maker.unknownConditions, of: graph)
        }
    }

    private static func findings(
        in text: String,
        as format: DocumentFormat,
        named name: String,
        _ program: ValidationProgram
    ) -> [Finding] {
        do throws(DocumentError) {
            let document = try Document(parsing: text, as: format, named: name)
            return program.accepts(document) ? [] : program.findings(in: document)
        } catch {
            return [Finding(error)]
        }
    }
}

/// A value of a sample, with comments.
indirect enum Sample {
    case value(DocumentValue)
    case list([Sample])
    case members([Member])

    package struct Member {
        var key: String
        var comment: [String]
        var value: Sample
        /// True if it is set in the file, rather than a comment.
        var isSet: Bool
    }

    /// The value without the members that are only comments.
    var set: DocumentValue {
        switch self {
        case .value(let value): return value
        case .list(let elements): return .array(elements.map(\.set))
        case .members(let members):
            var object = DocumentObject()
            for member in members where member.isSet { object[member.key] = member.value.set }
            return .object(object)
        }
    }

    /// Another value of the same kind, for arrays without equal elements.
    func varied(by number: Int) -> Sample {
        switch self {
        case .value(.int(let value)):
            // Bound: samples are small, and there are at most 64 elements.
            return .value(.int(value &+ number))
        case .value(.string(let text)): return .value(.string(text + "\(number + 1)"))
        case .value(.bool(let flag)): return .value(.bool(!flag))
        case .list(var elements):
            guard !elements.isEmpty else { return self }
            elements[0] = elements[0].varied(by: number)
            return .list(elements)
        case .members(var members):
            guard
                let index = members.firstIndex(where: {
                    $0.isSet && $0.value.varied(by: number).set != $0.value.set
                })
            else { return self }
            members[index].value = members[index].value.varied(by: number)
            return .members(members)
        case .value: return self
        }
    }
}
