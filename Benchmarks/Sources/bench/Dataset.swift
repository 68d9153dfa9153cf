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
    /// The range of each document in `bytes`.
    let ranges: [Range<Int>]

    init(name: String, folder: URL) throws {
        let schema = try Document(contentsOf: folder.appending(path: "schema.json").path)
        let instances = folder.appending(path: "instances.jsonl")
        let hasInstances = FileManager.default.fileExists(atPath: instances.path)
        self.init(
            name: name,
            schema: JSONEmitter(indent: nil).emit(SchemaWithoutFormats(schema).value),
            bytes: hasInstances ? [UInt8](try Data(contentsOf: instances)) : []
        )
    }

    init(name: String, schema: [UInt8], bytes: [UInt8]) {
        self.name = name
        self.schema = schema
        self.bytes = bytes
        var ranges: [Range<Int>] = []
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if !line.isEmpty { ranges.append(start..<start + line.count) }
            start += line.count + 1
        }
        self.ranges = ranges
    }

    /// The sets of a folder by name: those with documents, or all that have a schema.
    static func all(in arguments: Arguments, withDocuments: Bool = true) throws -> [Dataset] {
        let files = FileManager.default
        let names = try files.contentsOfDirectory(atPath: arguments.data.path).sorted()
        let missing = arguments.only.subtracting(names).sorted()
        guard missing.isEmpty else {
            throw BenchError("no set is called \(missing.joined(separator: ", "))")
        }
        let file = withDocuments ? "instances.jsonl" : "schema.json"
        var sets: [Dataset] = []
        for name in names where arguments.only.isEmpty || arguments.only.contains(name) {
            let folder = arguments.data.appending(path: name)
            guard files.fileExists(atPath: folder.appending(path: file).path) else { continue }
            sets.append(try Dataset(name: name, folder: folder))
        }
        guard !sets.isEmpty else {
            throw BenchError("no folder in \(arguments.data.path) has \(file)")
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
