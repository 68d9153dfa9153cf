/// The types of a run's documents, with links to types that another document declares.
struct LinkedUnits {
    struct Link: Hashable {
        var unit: Int
        var type: TypeID
    }

    /// The schemas, followed by the other documents.
    let units: [SchemaUnit]
    /// For each unit, the types that others declare.
    let links: [[TypeID: Link]]

    /// The names of types in other files that nested types of a unit must not hide.
    func avoidedNames(in unit: Int) -> Set<String> {
        Set(links[unit].values.map { units[$0.unit].rootName })
    }

    /// The paths of types that others declare, according to their names there.
    func paths(in unit: Int, of models: [Model]) -> [TypeID: String] {
        var spellings: [Int: TypeSpelling] = [:]
        return links[unit].mapValues { link in
            let spelling = spellings[link.unit] ?? TypeSpelling(models[link.unit]) { _ in true }
            spellings[link.unit] = spelling
            return spelling.path(link.type)
        }
    }
}
