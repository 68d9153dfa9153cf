import ConfigDocument

/// A line of the protocol. Schemas and instances are cut from its text as they stand, so that no
/// number is rounded on the way.
struct BowtieRequest {
    private let document: Document
    private let source: [UInt8]
    private let options: ReadingOptions

    init(_ line: String) throws(DocumentError) {
        var options = ReadingOptions()
        options.maxBytes = 1 << 30
        options.maxDepth = 10_000
        self.options = options
        source = Array(line.utf8)
        document = try Document(parsing: source, as: .json, named: "request", options: options)
    }

    var command: String { document.root["cmd"]?.string ?? "" }
    var dialect: String { document.root["dialect"]?.string ?? "" }
    /// The identifier of the response, as JSON.
    var sequence: String {
        document.root["seq"].map { String(decoding: text(of: $0), as: UTF8.self) } ?? "null"
    }

    func schema() throws(BowtieError) -> Document {
        guard let schema = document.root["case"]?["schema"] else { throw BowtieError("no schema") }
        return try read(schema, named: "schema.json")
    }

    /// The schemas that references may lead to, by URI.
    func registry() throws(BowtieError) -> [(uri: String, document: Document)] {
        var documents: [(uri: String, document: Document)] = []
        for (uri, schema) in document.root["case"]?["registry"]?.members ?? [] {
            documents.append((uri.text, try read(schema, named: uri.text)))
        }
        return documents
    }

    func instances() throws(BowtieError) -> [Document] {
        var instances: [Document] = []
        for test in document.root["case"]?["tests"]?.elements ?? [] {
            guard let instance = test["instance"] else { throw BowtieError("no instance") }
            instances.append(try read(instance, named: "instance.json"))
        }
        return instances
    }

    private func read(_ value: Cursor, named name: String) throws(BowtieError) -> Document {
        do throws(DocumentError) {
            return try Document(parsing: text(of: value), as: .json, named: name, options: options)
        } catch {
            throw BowtieError(error.description)
        }
    }

    private func text(of value: Cursor) -> [UInt8] { Array(source[value.sourceRange]) }
}

/// Why a request cannot be carried out.
struct BowtieError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
