import JSONSchema

/// Ensures that the types of a document that several schemas of a run refer to are declared only
/// once, by the document's owner.
///
/// Each schema was analysed independently, as a whole. A type is shared only if both schemas
/// resulted in the same type; otherwise, a copy is declared. They may differ if documents refer to
/// each other circularly, and one of them names the alternatives of a union after types that the
/// other has not created yet.
struct Linker {
    private typealias Link = LinkedUnits.Link

    private var units: [SchemaUnit]
    private let owners: [String: Int]
    private var links: [[TypeID: Link]]

    static func linked(_ owned: OwnedUnits) -> LinkedUnits {
        var linker = Linker(owned)
        if !owned.owners.isEmpty { linker.share() }
        return LinkedUnits(units: linker.units, links: linker.links)
    }

    private init(_ owned: OwnedUnits) {
        units = owned.units
        owners = owned.owners
        links = units.map { _ in [:] }
    }

    private mutating func share() {
        let types = units.map { unit in
            Dictionary(
                unit.model.declared.compactMap { id in
                    unit.model.types[id].place.map { ($0, id) }
                },
                uniquingKeysWith: { first, _ in first }
            )
        }
        for index in units.indices { link(index, types) }
        for index in units.indices {
            // Paths are determined with the names; until then, the types are only marked as
            // declared elsewhere.
            units[index].model.external = links[index].mapValues { _ in "" }
        }
        let used = Set(links.flatMap(\.values))
        for index in units.indices {
            // Excludes types that turned out not to be shared, but includes those that their own
            // schema only reaches through a type of another document.
            units[index].model.demanded = units[index].model.types.indices.filter {
                used.contains(Link(unit: index, type: $0))
            }
            units[index].model.declared = units[index].model.neededTypes()
        }
        var numbers = SharedEntryPoints(units) { used.contains(Link(unit: $0, type: $1)) }
        numbers.apply(involved: involved)
        units = numbers.units
    }

    private mutating func link(_ index: Int, _ types: [[SchemaPlace: TypeID]]) {
        let unit = units[index]
        var found: [TypeID: Link] = [:]
        unit.forEachForeignType { place, type in
            if found[type] != nil { return false }
            guard let owner = owners[place.file], owner != index,
                let target = types[owner][place]
            else { return true }
            var match = TypeMatch(unit, units[owner])
            guard match.holds(of: type, target) else { return true }
            // Nested types of another document have an owner of their own.
            // The root is declared in its own file, even if it refers to a type of another one.
            for inner in unit.model.types(of: place.file, in: type)
            where found[inner] == nil && inner != unit.model.root {
                found[inner] = match.pairs[inner].map { Link(unit: owner, type: $0) }
            }
            return true
        }
        links[index] = found
    }

    /// The units with types declared in each other's files.
    private var involved: Set<Int> {
        var involved: Set<Int> = []
        for (index, links) in links.enumerated() where !links.isEmpty {
            involved.insert(index)
            involved.formUnion(links.values.map(\.unit))
            // Parts of a document are decoded by the program of the schema whose file contains
            // them.
            involved.formUnion(links.values.compactMap { units[$0.unit].host })
        }
        return involved
    }
}

extension Model {
    /// The types that a type consists of, beginning with itself, restricted to the same document.
    fileprivate func types(of file: String, in type: TypeID) -> [TypeID] {
        var found = [type]
        var seen: Set<TypeID> = [type]
        var next = 0
        while next < found.count {
            types[found[next]].body.forEachType { inner in
                let isOfFile = types[inner].place.map { $0.file == file } ?? true
                if isOfFile, seen.insert(inner).inserted { found.append(inner) }
            }
            next += 1
        }
        return found
    }
}
