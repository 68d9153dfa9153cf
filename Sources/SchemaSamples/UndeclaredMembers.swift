package import ConfigDocument
package import JSONSchema

/// Puts members into documents that their schema allows without declaring them, wherever it does:
/// those that a document of an application may hold beside its settings.
package struct UndeclaredMembers {
    private let program: ValidationProgram
    /// The names that such members get.
    package let names: [String]

    private static let patternLimit = 3
    private static let objectLimit = 24
    /// What such members hold where that is allowed, one of these first in each round.
    private static let usualValues: [ConfigValue] = ["text", 7, true, 2.5, [:], []]

    package init(_ graph: SchemaGraph) throws(SchemaError) {
        program = try ValidationProgram(compiling: graph, options: .configuration)
        let patterns = graph.documents.indices.lazy.flatMap { graph.schemas(inDocument: $0) }
            .flatMap { graph.cursor(of: $0)["patternProperties"]?.members.map(\.key.text) ?? [] }
        names = ["undeclared"] + patterns.prefix(Self.patternLimit).compactMap(SampleText.name)
    }

    /// How often the same document is worth another try: with other values each time.
    package static var roundCount: Int { usualValues.count }

    /// - Returns: nil where the schema allows none.
    package func added(to document: Document, round: Int) -> Document? {
        var found: Document?
        var value = ConfigValue(document.root)
        for path in Self.objects(in: value).prefix(Self.objectLimit) {
            for name in names {
                for candidate in Self.candidates(value, at: path[...], round) {
                    let trial = value.adding(candidate, named: name, at: path[...])
                    guard
                        let wider = try? Document(
                            parsing: trial.encoded(as: .json),
                            as: .json,
                            named: document.name
                        ), program.accepts(wider)
                    else { continue }
                    (found, value) = (wider, trial)
                    break
                }
            }
        }
        return found
    }

    /// What the other members of the object hold fits schemas of members that are not declared.
    private static func candidates(
        _ value: ConfigValue,
        at path: ArraySlice<Int>,
        _ round: Int
    ) -> [ConfigValue] {
        let first = round % usualValues.count
        return usualValues[first...] + usualValues[..<first]
            + (value.child(at: path)?.object?.members.prefix(8).map(\.value) ?? [])
    }

    /// Where objects are, as positions of members and elements, outer ones first.
    private static func objects(in value: ConfigValue) -> [[Int]] {
        var paths: [[Int]] = []
        var open: [(path: [Int], value: ConfigValue)] = [([], value)]
        while !open.isEmpty, paths.count < objectLimit {
            let inner = open.flatMap { path, value -> [(path: [Int], value: ConfigValue)] in
                if value.object != nil { paths.append(path) }
                return value.children.enumerated().map { (path + [$0.offset], $0.element) }
            }
            open = inner
        }
        return paths
    }
}

extension ConfigValue {
    fileprivate var children: [ConfigValue] { object?.members.map(\.value) ?? array ?? [] }

    fileprivate func child(at path: ArraySlice<Int>) -> ConfigValue? {
        guard let index = path.first else { return self }
        let children = children
        return children.indices.contains(index)
            ? children[index].child(at: path.dropFirst()) : nil
    }

    /// The value with one more member in the object at a path; one of that name is kept.
    fileprivate func adding(
        _ member: ConfigValue,
        named name: String,
        at path: ArraySlice<Int>
    ) -> ConfigValue {
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
