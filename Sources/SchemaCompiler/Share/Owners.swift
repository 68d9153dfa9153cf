import ConfigDocument
import JSONSchema

/// Decides which unit declares the types of each document that schemas of a run refer to, and
/// completes these units with the types that only others refer to.
///
/// The owner of a document is its own unit if it is a schema of the run, otherwise a namespace in
/// the file of the first schema that refers to it.
struct Owners {
    private var units: [SchemaUnit]
    private let options: CompilerOptions
    private var owners: [String: Int] = [:]

    /// The schemas of a document that others refer to.
    private struct Demand {
        var users: Set<Int> = []
        var places: Set<Int> = []
    }

    /// - Throws: errors in schemas that only other documents refer to.
    static func assigned(
        _ units: [SchemaUnit],
        _ options: CompilerOptions
    ) throws(SchemaError) -> OwnedUnits {
        guard options.sharesTypes else { return OwnedUnits(units: units, owners: [:]) }
        var owners = Owners(units, options)
        return try owners.assign()
    }

    private init(_ units: [SchemaUnit], _ options: CompilerOptions) {
        self.units = units
        self.options = options
        for (index, unit) in units.enumerated() { owners[unit.file] = index }
    }

    private mutating func assign() throws(SchemaError) -> OwnedUnits {
        let contested = contestedNames
        let shared = demands.filter { file, demand in
            !contested.contains(file) && (owners[file] != nil || demand.users.count > 1)
        }
        for (file, demand) in shared.sorted(by: { $0.key < $1.key }) {
            if let owner = owners[file] {
                try declare(demand.places, in: owner)
            } else {
                addLibrary(for: file, demand)
            }
        }
        return OwnedUnits(units: units, owners: owners.filter { shared.keys.contains($0.key) })
    }

    /// Names of more than one document, as files in several directories may have: their types are
    /// not shared.
    private var contestedNames: Set<String> {
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
        return contested
    }

    private var demands: [String: Demand] {
        var demands: [String: Demand] = [:]
        for (index, unit) in units.enumerated() {
            unit.forEachForeignType { place, _ in
                demands[place.file, default: Demand()].users.insert(index)
                demands[place.file, default: Demand()].places.insert(place.index)
                return true
            }
        }
        return demands
    }

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
}

extension SchemaUnit {
    /// Visits each type that a type of another document refers to.
    ///
    /// - Parameter visit: returns whether to continue inside the type.
    func forEachForeignType(_ visit: (SchemaPlace, TypeID) -> Bool) {
        struct Step: Hashable {
            var type: TypeID
            var file: String
        }
        let roots = [model.root] + model.demanded
        var open = roots.reversed().map { Step(type: $0, file: file) }
        var seen = Set(open)
        while let step = open.popLast() {
            var next: [Step] = []
            model.types[step.type].body.forEachType { type in
                let place = model.types[type].place
                let inner = Step(type: type, file: place?.file ?? step.file)
                guard seen.insert(inner).inserted else { return }
                if let place, place.file != step.file, !visit(place, type) { return }
                next.append(inner)
            }
            open += next.reversed()
        }
    }
}
