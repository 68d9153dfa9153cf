import ConfigDocument

/// What a schema that applies to a number, or to a text, says of its type in Swift, and where.
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
        let isText = view[index].kind == .string
        let isNumber: Bool
        switch view[index].kind {
        case .integer, .double, .decimal: isNumber = true
        default: isNumber = false
        }
        // Of the program, not of the engine: a copy of that would hold on to the notes, so that each
        // would copy all that there are.
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

    /// A branch that failed says nothing: what it has noted goes, the last note first.
    mutating func forgetNumbers(since count: Int) {
        while notedNumbers.count > count, let index = notedNumbers.popLast() {
            numberNotes[index]?.removeLast()
            if numberNotes[index]?.isEmpty == true { numberNotes[index] = nil }
        }
    }
}
