/// The code of a structure: the access to each property, and the groups in which they are read.
struct StructureCode {
    let structure: Structure
    let properties: [PropertyAccess]
    /// The positions of the properties that a large structure reads together, which are the
    /// required ones.
    let readAtOnce: [Int]
    /// The positions of the others, grouped by the functions that read them.
    let readingParts: [[Int]]
    let writingParts: [[Int]]

    var isLarge: Bool { structure.isLarge }

    /// Small enough that Swift's compiler needs little time for each function.
    private static let mostInPart = 50

    init(_ structure: Structure, in types: [TypeDeclaration]) {
        self.structure = structure
        properties = structure.properties.map { PropertyAccess($0, in: types) }
        let positions = Array(structure.properties.indices)
        guard structure.isLarge else {
            (readAtOnce, readingParts, writingParts) = ([], [], [])
            return
        }
        readAtOnce = positions.filter { structure.properties[$0].isRequired }
        readingParts = Self.parts(positions.filter { !structure.properties[$0].isRequired })
        writingParts = Self.parts(positions)
    }

    /// True if the initialiser has a parameter for a property; a large structure has them for
    /// required ones only.
    func initialiserTakes(_ property: Property) -> Bool { property.isRequired || !isLarge }

    private static func parts(_ positions: [Int]) -> [[Int]] {
        // Bound: positions of properties.
        stride(from: 0, to: positions.count, by: mostInPart).map { start in
            Array(positions[start..<min(start + mostInPart, positions.count)])
        }
    }
}
