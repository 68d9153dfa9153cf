import ConfigDocument
import JSONSchema

/// Ensures that the types of a document that several schemas of a run refer to are declared only
/// once: by the document if it is a schema of the run, otherwise in a namespace in the file of the
/// first schema that refers to it.
///
/// Each schema was analysed independently, as a whole. A type is shared only if both schemas
/// resulted in the same type; otherwise, a copy is declared. They may differ if documents refer to
/// each other circularly, and one of them names the alternatives of a union after types that the
/// other has not created yet.
struct Linker {
    private typealias Link = LinkedUnits.Link

    /// The schemas, followed by the other documents.
    private var units: [SchemaUnit]
    private let options: CompilerOptions
    private var links: [[TypeID: Link]]
    /// The unit that declares the types of each document.
    private var owners: [String: Int] = [:]
    /// Names of more than one document, as files in several directories may have: their types are
    /// not shared.
    private let contested: Set<String>

    /// The schemas of a document that others refer to.
    private struct Demand {
        var users: Set<Int> = []
        var places: Set<Int> = []
    }

    /// - Throws: errors in schemas that only other documents refer to.
    static func linked(
        _ units: [SchemaUnit],
        _ options: CompilerOptions
    ) throws(SchemaError) -> LinkedUnits {
        var linker = Linker(units, options)
        if options.sharesTypes { try linker.share() }
        return LinkedUnits(units: linker.units, links: linker.links)
    }

    private init(_ units: [SchemaUnit], _ options: CompilerOptions) {
        self.units = units
        self.options = options
        links = units.map { _ in [:] }
        for (index, unit) in units.enumerated() { owners[unit.file] = index }
        var documents: [String: Document] = [:]
        var contested: Set<String> = []
        for document in units.flatMap(\.graph.documents) {
            guard let known = documents.updateValue(document, forKey: document.name),
                known.storage !== document.storage
            else { continue }
            if !known.storage.sourceBytes.elementsEqual(document.storage.sourceBytes) {
                contested.insert(document.name)
            }
        }
        self.contested = contested
    }

    private mutating func share() throws(SchemaError) {
        let demands = demands()
        let shared = demands.filter { file, demand in
            !contested.contains(file) && (owners[file] != nil || demand.users.count > 1)
        }
        guard !shared.isEmpty else { return }
        for (file, demand) in shared.sorted(by: { $0.key < $1.key }) {
            if let owner = owners[file] {
                try declare(demand.places, in: owner)
            } else {
                addLibrary(for: file, demand)
            }
        }
        let types = units.map { unit in
            Dictionary(
                unit.model.declared.compactMap { id in
                    unit.model.types[id].place.map { ($0, id) }
                },
                uniquingKeysWith: { first, _ in first }
            )
        }
        for index in units.indices { link(index, to: Set(shared.keys), types) }
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

    // MARK: Who refers to what

    private func demands() -> [String: Demand] {
        var demands: [String: Demand] = [:]
        for (index, unit) in units.enumerated() {
            walk(unit) { place, _ in
                demands[place.file, default: Demand()].users.insert(index)
                demands[place.file, default: Demand()].places.insert(place.index)
                return true
            }
        }
        return demands
    }

    /// Visits each type that a type of another document refers to.
    ///
    /// - Parameter visit: returns whether to continue inside the type.
    private func walk(_ unit: SchemaUnit, _ visit: (SchemaPlace, TypeID) -> Bool) {
        struct Step: Hashable {
            var type: TypeID
            var file: String
        }
        let roots = [unit.model.root] + unit.model.demanded
        var open = roots.reversed().map { Step(type: $0, file: unit.file) }
        var seen = Set(open)
        while let step = open.popLast() {
            var next: [Step] = []
            unit.model.types[step.type].body.forEachType { type in
                let place = unit.model.types[type].place
                let inner = Step(type: type, file: place?.file ?? step.file)
                guard seen.insert(inner).inserted else { return }
                if let place, place.file != step.file, !visit(place, type) { return }
                next.append(inner)
            }
            open += next.reversed()
        }
    }

    // MARK: Who declares it

    /// Makes a schema declare types that only others refer to.
    private mutating func declare(_ places: Set<Int>, in owner: Int) throws(SchemaError) {
        let unit = units[owner]
        let known = unit.model.declared.compactMap { unit.model.types[$0].place }
        let own = Set(known.filter { $0.file == unit.file }.map(\.index))
        let missing = places.subtracting(own).sorted().compactMap {
            unit.graph.node(inFile: unit.file, at: $0)
        }
        guard !missing.isEmpty else { return }
        units[owner] = try SchemaUnit(
            unit.source,
            unit.graph,
            named: unit.rootName,
            demanded: missing,
            options
        )
    }

    private mutating func addLibrary(for file: String, _ demand: Demand) {
        guard let host = demand.users.min(),
            let root = units[host].graph.node(inFile: file, at: 0)
        else { return }
        let nodes = demand.places.sorted().compactMap {
            units[host].graph.node(inFile: file, at: $0)
        }
        let name = LibraryName.swiftName(
            ofDocument: units[host].graph.cursor(of: root),
            taken: Set(units.map(\.rootName)),
            prefix: options.prefix
        )
        owners[file] = units.count
        links.append([:])
        units.append(
            SchemaUnit(
                libraryAt: root,
                demanded: nodes,
                named: name,
                host: host,
                units[host],
                options
            )
        )
    }

    // MARK: What is the same

    private mutating func link(
        _ index: Int,
        to shared: Set<String>,
        _ types: [[SchemaPlace: TypeID]]
    ) {
        let unit = units[index]
        var found: [TypeID: Link] = [:]
        walk(unit) { place, type in
            if found[type] != nil { return false }
            guard shared.contains(place.file), let owner = owners[place.file], owner != index,
                let target = types[owner][place]
            else { return true }
            var match = TypeMatch(unit, units[owner])
            guard match.holds(of: type, target) else { return true }
            // Nested types of another document have an owner of their own.
            for inner in unit.model.types(of: place.file, in: type) where found[inner] == nil {
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
