import ConfigDocument
import Foundation
import JSONSchema

/// A schema and the documents that are held against it: `NAME/schema.json` and
/// `NAME/instances.jsonl`, one document a line.
struct Dataset {
    let name: String
    /// The schema without `format`, which tools treat too differently to be compared.
    let schema: [UInt8]
    /// The texts of all documents, one after the other.
    let bytes: [UInt8]
    /// Where each document stands in `bytes`.
    let ranges: [Range<Int>]

    init(name: String, folder: URL) throws {
        self.name = name
        let schema = try Document(contentsOf: folder.appending(path: "schema.json").path)
        self.schema = JSONEmitter(indent: nil).emit(SchemaWithoutFormats(schema).value)
        bytes = [UInt8](try Data(contentsOf: folder.appending(path: "instances.jsonl")))
        var ranges: [Range<Int>] = []
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !line.isEmpty { ranges.append(start..<start + line.count) }
            start += line.count + 1
        }
        self.ranges = ranges
    }

    /// The sets of a folder that have documents, by name.
    static func all(in arguments: Arguments) throws -> [Dataset] {
        let names = try FileManager.default.contentsOfDirectory(atPath: arguments.data.path)
            .sorted()
        let missing = arguments.only.subtracting(names).sorted()
        guard missing.isEmpty else {
            throw BenchError("no set is called \(missing.joined(separator: ", "))")
        }
        var sets: [Dataset] = []
        for name in names where arguments.only.isEmpty || arguments.only.contains(name) {
            let folder = arguments.data.appending(path: name)
            let instances = folder.appending(path: "instances.jsonl").path
            guard FileManager.default.fileExists(atPath: instances) else { continue }
            sets.append(try Dataset(name: name, folder: folder))
        }
        guard !sets.isEmpty else {
            throw BenchError("no set with documents in \(arguments.data.path)")
        }
        return sets
    }

    /// Bytes of the documents alone.
    var documentBytes: Int { ranges.reduce(0) { $0 + $1.count } }

    func documents() throws -> [Document] {
        try ranges.map { try Document(parsing: Array(bytes[$0]), as: .json, named: name) }
    }

    func program() throws -> ValidationProgram {
        let document = try Document(parsing: schema, as: .json, named: "\(name)/schema.json")
        let graph = try SchemaRegistry().resolve(document, baseURI: "file:///\(name)/schema.json")
        return try ValidationProgram(compiling: graph)
    }
}
