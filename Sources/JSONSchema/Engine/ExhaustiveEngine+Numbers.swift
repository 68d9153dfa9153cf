import ConfigDocument

/// What a schema that applies to a number says of its type in Swift, and where.
struct NumberNote {
    var type: NumberType
    var site: UInt32
    var path: [UInt32]
}

extension ExhaustiveEngine {
    /// Runs a keyword that types are not made of: what is inside says nothing about numbers.
    mutating func aside<Result>(_ body: (inout Self) -> Result) -> Result {
        asideDepth += 1
        defer { asideDepth -= 1 }
        return body(&self)
    }

    /// Remembers what a block says of a number that not every type holds.
    mutating func noteNumbers(_ block: UInt32, _ index: Int) {
        switch view[index].kind {
        case .integer, .double, .decimal: break
        default: return
        }
        forEachAnnotation(block) { kind, position in
            guard kind == .number else { return }
            let constant = program.constant(Int(program.tables.code[position].a))
            let firstSite = Int(program.tables.siteOfInstruction[position])
            let sites = program.tables.instructionSites
            let site = sites.indices.contains(firstSite) ? sites[firstSite] : .max
            numberNotes[index, default: []].append(
                NumberNote(type: NumberType(constant), site: site, path: path + [site])
            )
        }
    }
}
