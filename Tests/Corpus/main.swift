// Reads and writes the documents of a corpus with the types that were generated for its schemas, and
// compares what the types say of random documents with what validation says without them.
// Usage: corpus DIR, which holds positive/NAME/* and negative/NAME/*. `Scripts/corpus` builds this
// together with the generated files, and with `types`: the root type of each schema.
import ConfigDocument
import ConfigSchemas
import Foundation
import JSONSchema
import SchemaSamples
import Suites
import TypedConfig

struct Outcome {
    var compared = 0
    var loaded = 0
    var refused = 0
    var problems: [String] = []
}

func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { [".json", ".yaml", ".yml"].contains(where: $0.hasSuffix) }
        .map { folder + "/" + $0 }
}

func firstLine(_ text: String) -> String {
    String(text.split(separator: "\n", maxSplits: 1).first ?? "").replacingOccurrences(
        of: "\t",
        with: " "
    )
}

/// The first place where two values differ, and how.
func difference(_ left: DocumentValue, _ right: DocumentValue, at path: String = "") -> String? {
    if left == right { return nil }
    // More digits than a double has are kept by `decimals: exact` only.
    if let left = left.double, let right = right.double, left == right { return nil }
    if let left = left.object, let right = right.object {
        for (key, value) in left.members {
            guard let other = right[key] else { return "\(path)/\(key), which is gone" }
            if let found = difference(value, other, at: "\(path)/\(key)") { return found }
        }
        return right.keys.first { left[$0] == nil }.map { "\(path)/\($0), which is new" }
    }
    if let left = left.array, let right = right.array, left.count == right.count {
        for (index, value) in left.enumerated() {
            if let found = difference(value, right[index], at: "\(path)/\(index)") { return found }
        }
        return nil
    }
    return "\(path): \(left) became \(right)"
}

func check<T: ConfigType>(_ type: T.Type, _ name: String, in folder: String) -> Outcome {
    var outcome = Outcome()
    for path in files(in: "\(folder)/positive/\(name)") {
        do {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            let format = try DocumentFormat(path: path)
            let value = try T(parsing: bytes, as: format, named: path)
            let written = try value.encoded(as: .json)
            let before = DocumentValue(try Document(parsing: bytes, as: format).root)
            let after = DocumentValue(try Document(parsing: written, as: .json).root)
            if difference(before, after) == nil {
                outcome.loaded += 1
            } else {
                let place = difference(before, after) ?? ""
                outcome.problems.append("changed\t\(path)\tat \(place)")
            }
        } catch {
            outcome.problems.append("refused\t\(path)\t\(firstLine("\(error)"))")
        }
    }
    for path in files(in: "\(folder)/negative/\(name)") {
        do {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            _ = try T(parsing: bytes, as: try DocumentFormat(path: path), named: path)
            outcome.problems.append("accepted\t\(path)")
        } catch {
            outcome.refused += 1
        }
    }
    return outcome
}

/// The schema of a name, and validation by it, where it resolves without a network.
func validation(_ name: String, in folder: String) -> (SchemaGraph, ConfigValidator)? {
    var registry = SchemaRegistry()
    registry.loader = { uri throws(SchemaLoadError) in
        let file = uri.split(separator: "/").last.map(String.init) ?? ""
        let names = [file, "\(file).json"].flatMap { ["refs/\($0)", "schemas/\($0)"] }
        return names.lazy.compactMap { try? Document(contentsOf: "\(folder)/\($0)") }.first
    }
    var validator = ConfigValidator()
    guard let schema = try? Document(contentsOf: "\(folder)/schemas/\(name).json"),
        let graph = try? registry.resolve(schema, baseURI: "file:///\(name).json"),
        (try? validator.add(schema: schema, named: "schema", registry: registry)) != nil
    else { return nil }
    return (graph, validator)
}

/// Random documents, as they are and with values in the place of others, by both.
func compare<T: ConfigType>(_ type: T.Type, _ name: String, in folder: String) -> Outcome {
    var outcome = Outcome()
    guard let (graph, validator) = validation(name, in: folder),
        var samples = try? SampleGenerator(graph, seed: 11)
    else {
        print("  not compared: the schema does not resolve by itself")
        return outcome
    }
    var values = ValueEnds(seed: 11)
    let end = ContinuousClock.now + .seconds(20)
    for _ in 0..<12 where ContinuousClock.now < end {
        guard let sample = samples.document() else { break }
        let root = DocumentValue(sample.root)
        for value in [root] + (0..<8).map({ _ in values.replaced(root) }) {
            let bytes = value.encoded(as: .json)
            guard let document = try? Document(parsing: bytes, as: .json) else { continue }
            outcome.compared += 1
            let findings = validator.validate(document, schema: "schema")
            var refusal = ""
            do { _ = try T(parsing: bytes, as: .json) } catch { refusal = "\(error)" }
            if findings.isEmpty != refusal.isEmpty {
                let said = findings.first.map { "validation: \($0.message)" } ?? firstLine(refusal)
                let text = String(decoding: bytes.prefix(4000), as: UTF8.self)
                    .replacing("\n", with: " ")
                outcome.problems.append("differs\t\(said)\t\(text)")
            }
        }
    }
    return outcome
}

/// The exceptions of the corpus: documents whose verdict a strict validator does not share.
func exceptions(in folder: String) -> Set<String> {
    guard let text = try? String(contentsOfFile: folder + "/exceptions.tsv", encoding: .utf8) else {
        return []
    }
    let categories: Set<Substring> = ["draft4-const", "ref-siblings", "lenient-date-time"]
    var result: Set<String> = []
    for line in text.split(separator: "\n") {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count > 4, categories.contains(columns[4]) else { continue }
        result.insert("\(folder)/\(columns[1])/\(columns[0])/\(columns[2])")
    }
    return result
}

let folder = CommandLine.arguments[1]
let known = exceptions(in: folder)
var (loaded, refused, failed, excused, compared) = (0, 0, 0, 0, 0)
for (name, type) in types {
    var outcome = check(type, name, in: folder)
    let comparison = compare(type, name, in: folder)
    outcome.problems += comparison.problems
    compared += comparison.compared
    loaded += outcome.loaded
    refused += outcome.refused
    let (excepted, real) = (
        outcome.problems.filter { problem in known.contains { problem.contains($0) } },
        outcome.problems.filter { problem in !known.contains { problem.contains($0) } }
    )
    excused += excepted.count
    failed += real.count
    print(
        "\(name)\t\(outcome.loaded) read and written\t\(outcome.refused) refused\t\(comparison.compared) compared\t\(real.isEmpty ? "ok" : "short")"
    )
    for problem in real { print("  \(problem)") }
}
print(
    "total\t\(loaded) read and written\t\(refused) refused\t\(excused) excepted\t\(failed) short\t\(compared) compared"
)
exit(failed == 0 ? 0 : 1)
