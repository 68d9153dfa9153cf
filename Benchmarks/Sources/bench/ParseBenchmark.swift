import ConfigDocument
import Foundation
import JSONSchema

/// How fast texts become values: JSON and TOML in megabytes a second, YAML beside libyaml alone.
struct ParseBenchmark {
    let sets: [Dataset]
    /// The YAML files of the folder `real-configs` beside DATA.
    let yaml: [(name: String, bytes: [UInt8])]
    let stopwatch = Stopwatch()

    init(_ arguments: Arguments) throws {
        sets = try Dataset.all(in: arguments)
        let folder = arguments.data.deletingLastPathComponent().appending(path: "real-configs")
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
        yaml = names.compactMap { name in
            let file = folder.appending(path: "\(name)/config.yaml")
            return (try? Data(contentsOf: file)).map { (name, [UInt8]($0)) }
        }
    }

    func run() throws -> Bool {
        Metric.printHeader()
        var metrics = try sets.map(json)
        if let mean = ValidationTable.mean(metrics.map(\.value)) {
            metrics.append(jsonMetric("geometric mean of \(metrics.count)", mean))
        }
        let files = try yaml.map(yaml)
        metrics += files
        if let ours = ValidationTable.mean(files.map(\.value)),
            let theirs = ValidationTable.mean(files.map(\.peerValue))
        {
            metrics.append(yamlMetric("geometric mean of \(files.count)", ours, theirs))
        }
        metrics += try text("JSON with comments", .jsonc, limit: 400)
        metrics += try text("TOML", .toml, limit: 200)
        return metrics.printAll()
    }

    /// All documents of a set as one, read into memory that is used again; the program adds one step.
    private func json(_ set: Dataset) throws -> Metric {
        let texts = set.ranges.map { set.bytes[$0] }
        let text = [0x5B] + Array(texts.joined(separator: [0x2C])) + [0x5D]
        let anything = Dataset(name: "anything", schema: Array("true".utf8), bytes: [])
        var session = ValidationSession(try anything.program())
        let time = try stopwatch.nanoseconds { _ = try session.accepts(text) }
        return jsonMetric(set.name, Double(text.count) / time * 1e3)
    }

    private func jsonMetric(_ name: String, _ speed: Double) -> Metric {
        Metric(
            name: "parse JSON, \(name)",
            value: speed,
            unit: "MB/s",
            peer: "limit",
            peerValue: 800,
            bar: 1,
            largerIsBetter: true
        )
    }

    /// The YAML files in another format, as far as that can hold them.
    private func text(_ name: String, _ format: DocumentFormat, limit: Double) throws -> [Metric] {
        let metrics = try yaml.compactMap { file -> Metric? in
            let value = DocumentValue(try Document(parsing: file.bytes, as: .yaml).root)
            guard value.reasonAgainst(format) == nil else { return nil }
            let bytes = value.encoded(as: format)
            let time = try stopwatch.nanoseconds { _ = try Document(parsing: bytes, as: format) }
            return textMetric("\(name), \(file.name)", Double(bytes.count) / time * 1e3, limit)
        }
        guard let mean = ValidationTable.mean(metrics.map(\.value)) else { return metrics }
        return metrics
            + [textMetric("\(name), geometric mean of \(metrics.count)", mean, limit)]
    }

    private func textMetric(_ name: String, _ speed: Double, _ limit: Double) -> Metric {
        Metric(
            name: "parse \(name)",
            value: speed,
            unit: "MB/s",
            peer: "limit",
            peerValue: limit,
            bar: 1,
            largerIsBetter: true
        )
    }

    private func yaml(_ file: (name: String, bytes: [UInt8])) throws -> Metric {
        let ours = try stopwatch.nanoseconds {
            _ = try Document(parsing: file.bytes, as: .yaml, named: file.name)
        }
        let theirs = try stopwatch.nanoseconds { try LibYAML.drain(file.bytes) }
        return yamlMetric(file.name, ours / 1e3, theirs / 1e3)
    }

    private func yamlMetric(_ name: String, _ ours: Double, _ theirs: Double) -> Metric {
        Metric(
            name: "parse YAML, \(name)",
            value: ours,
            unit: "us",
            peer: "libyaml's events",
            peerValue: theirs,
            bar: 1.3
        )
    }
}
