import ConfigDocument

/// The Swift type that a schema gives a number or string that it applies to, and the site.
struct NumberNote {
    var type: NumberType
    var site: UInt32
    var path: [UInt32]
}

extension ExhaustiveEngine {
    /// Runs a keyword that does not contribute to types: numbers inside it are not noted.
    mutating func aside<Result>(_ body: (inout Self) -> Result) -> Result {
        asideDepth += 1
        defer { asideDepth -= 1 }
        return body(&self)
    }

    /// Notes the types that a block gives a number, if some type cannot hold it.
    mutating func noteNumbers(_ block: UInt32, _ index: Int) {
        let isText = view[index].kind == .string
        let isNumber: Bool
        switch view[index].kind {
        case .integer, .double, .decimal: isNumber = true
        default: isNumber = false
        }
        // Copies the program, not the engine: a copy of the engine would hold a reference to the
        // notes, so that each change would copy all of them.
        let program = program
        program.forEachAnnotation(block) { kind, position in
            if kind == .untyped { untypedValues.append(index) }
            guard kind == .number, isText || isNumber else { return }
            let constant = program.constant(Int(program.tables.code[position].a))
            let type = NumberType(constant)
            guard type.isOfText == isText else { return }
            let firstSite = Int(program.tables.siteOfInstruction[position])
            let sites = program.tables.instructionSites
            let site = sites.indices.contains(firstSite) ? sites[firstSite] : .max
            numberNotes[index, default: []].append(
                NumberNote(type: type, site: site, path: path + [site])
            )
            notedNumbers.append(index)
        }
    }

    /// Removes the notes of a branch that failed, the last one first.
    mutating func forgetNumbers(since count: Int) {
        while notedNumbers.count > count, let index = notedNumbers.popLast() {
            numberNotes[index]?.removeLast()
            if numberNotes[index]?.isEmpty == true { numberNotes[index] = nil }
        }
    }
}
