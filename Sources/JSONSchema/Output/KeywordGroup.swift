import SchemaValidation

/// All results of a keyword in a schema's run. A keyword may contribute to several instructions,
/// and an instruction may combine several keywords.
struct KeywordGroup {
    var keyword: SchemaLocations.KeywordPlace
    /// The schemas that it applied, with their sites.
    var schemas: [(node: Trace.Node, site: UInt32)] = []
    var problems: [(problem: Problem, index: Int)] = []
    var instructionsAccept = true
    /// `contains`: whether matches count as evaluated.
    var marksMatches = false
    /// The position of an annotation in the code.
    var annotation: Int?

    var isValid: Bool {
        switch keyword.name {
        case "if": true
        case "anyOf", "oneOf", "not": instructionsAccept
        case "contains", "minContains", "maxContains": problems.isEmpty
        default: problems.isEmpty && schemas.allSatisfy(\.node.isValid)
        }
    }

    var failsByItself: Bool {
        problems.contains { entry in
            switch entry.problem {
            case .severalAlternatives, .tooManyMatches, .forbidden: true
            default: false
            }
        }
    }
}

/// The keyword groups of one schema.
struct KeywordGroups {
    let locations: SchemaLocations
    private(set) var groups: [KeywordGroup] = []
    /// Problems of a schema that is `false`.
    private(set) var problems: [(problem: Problem, index: Int)] = []
    private var positions: [String: Int] = [:]

    init(_ locations: SchemaLocations) { self.locations = locations }

    /// In the order of the schema's text.
    var inOrder: [KeywordGroup] {
        groups.sorted {
            locations.position(of: $0.keyword.place) < locations.position(of: $1.keyword.place)
        }
    }

    /// Records that the keyword was evaluated, whatever its result.
    mutating func update(_ site: UInt32, _ change: (inout KeywordGroup) -> Void = { _ in }) {
        guard let keyword = locations.keyword(of: site) else { return }
        let position = positions[keyword.location] ?? groups.count
        if position == groups.count {
            groups.append(KeywordGroup(keyword: keyword))
            positions[keyword.location] = position
        }
        change(&groups[position])
    }

    mutating func add(_ problem: Problem, _ index: Int, at site: UInt32) {
        guard locations.keyword(of: site) != nil else { return problems.append((problem, index)) }
        update(site) { $0.problems.append((problem, index)) }
    }
}
