import JSONSchema

/// Assigns equal numbers, in the programs of all schemas of a run, to the schemas that shared
/// unions use: a union that is declared once reads documents of any of them.
struct SharedEntryPoints {
    private(set) var units: [SchemaUnit]
    private var shared: [SchemaPlace] = []
    private var numbers: [SchemaPlace: Int] = [:]

    /// - Parameter isShared: whether other units refer to a type of a unit.
    init(_ units: [SchemaUnit], isShared: (Int, TypeID) -> Bool) {
        self.units = units
        for (index, unit) in units.enumerated() {
            for id in unit.model.declared where unit.host != nil || isShared(index, id) {
                for place in unit.placesAsked(by: id) where numbers[place] == nil {
                    shared.append(place)
                    numbers[place] = shared.count
                }
            }
        }
    }

    /// - Parameter involved: the units that share types; the others keep their numbers.
    mutating func apply(involved: Set<Int>) {
        guard !shared.isEmpty else { return }
        for index in units.indices where involved.contains(index) { renumber(&units[index]) }
    }

    private func renumber(_ unit: inout SchemaUnit) {
        let root = unit.graph.root
        // Schemas that a unit does not refer to still have a number in its program.
        var points = shared.map { unit.graph.node(inFile: $0.file, at: $0.index) ?? root }
        // New numbers by the old ones; 0 is the whole document.
        var new = [0]
        for node in unit.model.entryPoints {
            if let number = numbers[SchemaPlace(node, in: unit.graph)] {
                new.append(number)
            } else {
                points.append(node)
                new.append(points.count)
            }
        }
        unit.model.entryPoints = points
        for id in unit.model.types.indices {
            guard case .union(var union) = unit.model.types[id].body else { continue }
            for index in union.alternatives.indices {
                union.alternatives[index].entryPoints = union.alternatives[index].entryPoints.map {
                    $0.map { new[$0] }
                }
            }
            unit.model.types[id].body = .union(union)
        }
    }
}

extension SchemaUnit {
    /// The schemas that a union uses to choose an alternative.
    fileprivate func placesAsked(by id: TypeID) -> [SchemaPlace] {
        guard case .union(let union) = model.types[id].body else { return [] }
        return union.alternatives.flatMap { $0.entryPoints.joined() }.map(place(ofEntryPoint:))
    }
}
