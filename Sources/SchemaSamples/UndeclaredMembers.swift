package import ConfigDocument
package import JSONSchema

/// Adds members that a document's schema allows without declaring them, wherever it does: such as
/// an application may store beside its settings.
package struct UndeclaredMembers {
    private let program: ValidationProgram
    /// The names for such members.
    package let names: [String]

    private static let patternLimit = 3
    private static let objectLimit = 24
    /// The number of bytes to try for one document.
    private static let byteLimit = 500_000
    /// The values for such members, in order of preference, rotated in each round.
    private static let usualValues: [DocumentValue] = ["text", 7, true, 2.5, [:], []]

    package init(_ graph: SchemaGraph) throws(SchemaError) {
        program = try ValidationProgram(compiling: graph, options: .configuration)
        names = ["undeclared"] + Self.patterns(in: graph).compactMap(SampleText.name)
    }

    /// The first few patterns that allow members.
    private static func patterns(in graph: SchemaGraph) -> [String] {
        var found: [String] = []
        for document in graph.documents.indices {
            for node in graph.schemas(inDocument: document) where found.count < patternLimit {
                let members = graph.cursor(of: node)["patternProperties"]?.members
                found += members?.prefix(patternLimit).map(\.key.text) ?? []
            }
        }
        return found
    }

    /// The number of rounds that add different values to the same document.
    package static var roundCount: Int { usualValues.count }

    /// - Returns: nil if the schema allows no such member.
    package func added(to document: Document, round: Int) -> Document? {
        let original = DocumentValue(document.root)
        let paths = Self.objects(in: original).prefix(Self.objectLimit)
        // Usually a member allowed in one object is allowed in all.
        var everywhere = original
        for path in paths {
            for name in names {
                let first = Self.usualValues[round % Self.usualValues.count]
                everywhere = everywhere.adding(first, named: name, at: path[...])
            }
        }
        if let wider = accepted(everywhere, document.name) { return wider }
        var found: Document?
        var value = original
        var bytesLeft = Self.byteLimit
        for path in paths {
            for name in names {
                for candidate in Self.candidates(value, at: path[...], round) where bytesLeft > 0 {
                    let trial = value.adding(candidate, named: name, at: path[...])
                    bytesLeft -= document.source.count
                    guard let wider = accepted(trial, document.name) else { continue }
                    (found, value) = (wider, trial)
                    break
                }
            }
        }
        return found
    }

    private func accepted(_ value: DocumentValue, _ name: String) -> Document? {
        let text = value.encoded(as: .json)
        guard let document = try? Document(parsing: text, as: .json, named: name),
            program.accepts(document)
        else { return nil }
        return document
    }

    /// Values of the object's other members are likely to fit the schema for undeclared members.
    private static func candidates(
        _ value: DocumentValue,
        at path: ArraySlice<Int>,
        _ round: Int
    ) -> [DocumentValue] {
        let first = round % usualValues.count
        return usualValues[first...] + usualValues[..<first]
            + (value.child(at: path)?.object?.members.prefix(8).map(\.value) ?? [])
    }

    /// The paths of objects, as positions of members and elements, outer ones first.
    private static func objects(in value: DocumentValue) -> [[Int]] {
        var paths: [[Int]] = []
        var open: [(path: [Int], value: DocumentValue)] = [([], value)]
        while !open.isEmpty, paths.count < objectLimit {
            let inner = open.flatMap { path, value -> [(path: [Int], value: DocumentValue)] in
                if value.object != nil { paths.append(path) }
                return value.children.enumerated().map { (path + [$0.offset], $0.element) }
            }
            open = inner
        }
        return paths
    }
}

extension DocumentValue {
    fileprivate var children: [DocumentValue] { object?.members.map(\.value) ?? array ?? [] }

    fileprivate func child(at path: ArraySlice<Int>) -> DocumentValue? {
        guard let index = path.first else { return self }
        let children = children
        return children.indices.contains(index)
            ? children[index].child(at: path.dropFirst()) : nil
    }

    /// The value with a member added to the object at a path; an existing one is kept.
    fileprivate func adding(
        _ member: DocumentValue,
        named name: String,
        at path: ArraySlice<Int>
    ) -> DocumentValue {
        if var object {
            if let index = path.first, object.members.indices.contains(index) {
                let (key, value) = object.members[index]
                object[key] = value.adding(member, named: name, at: path.dropFirst())
            } else if path.isEmpty, object[name] == nil {
                object[name] = member
            }
            return .object(object)
        }
        guard var array, let index = path.first, array.indices.contains(index) else { return self }
        array[index] = array[index].adding(member, named: name, at: path.dropFirst())
        return .array(array)
    }
}
