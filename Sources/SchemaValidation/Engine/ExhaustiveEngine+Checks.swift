import ConfigDocument

extension ExhaustiveEngine {
    /// Checks one instruction, and notes any problems.
    mutating func check(_ step: Step, _ index: Int, _ tracker: Int) -> Bool {
        let instruction = step.instruction
        let entry = view[index]
        switch instruction.operation {
        case .range, .multipleOf, .length, .pattern, .format, .content, .equal, .uniqueItems:
            spend(fast: LeafChecks.cost(instruction, entry, program.view, view))
        default: break
        }
        switch instruction.operation {
        case .end, .endBlock, .annotation: return true
        case .reject:
            let expected = KindSet.all.subtracting(instruction.kinds)
            return refuse(
                expected.isEmpty ? .falseSchema : kindProblem(expected, step, index),
                index,
                step
            )
        case .integer:
            let isInteger =
                entry.kind == .double
                ? entry.double.rounded(.towardZero) == entry.double : view.decimal(entry).isInteger
            return isInteger || refuse(fractionProblem(step), index, step)
        case .integerLiteral:
            let isLiteral = !entry.has(TapeEntry.fractional) && view.decimal(entry).isInteger
            return isLiteral || refuse(fractionProblem(step), index, step)
        case .range: return checkRange(step, index, entry)
        case .rule: return checkRule(step, index)
        case .multipleOf:
            let isMultiple = LeafChecks.isMultiple(
                entry,
                program.view.divisors + Int(instruction.a),
                view
            )
            let divisor = program.tables.strings[Int(program.tables.divisors[Int(instruction.a)])]
            return isMultiple || refuse(.notMultiple(of: divisor), index, step)
        case .length: return checkLength(step, index, entry)
        case .pattern:
            let source = program.view.patternSource(instruction.a)
            guard let matches = matches(instruction.a, view.text(entry)) else {
                return refuse(.patternTooHard(source), index, step)
            }
            return matches || refuse(.pattern(source), index, step)
        case .format:
            guard let format = Format(rawValue: UInt8(truncatingIfNeeded: instruction.a)) else {
                return true
            }
            return format.accepts(view.text(entry)) || refuse(.format(format), index, step)
        case .content:
            let content = program.tables.contents[Int(instruction.a)]
            func name(_ index: UInt32) -> String? {
                index == .max ? nil : program.tables.strings[Int(index)]
            }
            return LeafChecks.hasContent(entry, instruction, program.view, view)
                || refuse(
                    .content(encoding: name(content.encoding), mediaType: name(content.mediaType)),
                    index,
                    step
                )
        case .stringEnum:
            return LeafChecks.isListed(entry, instruction, program.view, view)
                || refuse(listProblem(step), index, step)
        case .equal:
            return LeafChecks.equalsConstant(index, instruction, program.view, view)
                || refuse(listProblem(step), index, step)
        case .memberCount:
            return checkCount(
                step,
                index,
                entry,
                few: Problem.tooFewMembers,
                many: Problem.tooManyMembers
            )
        case .elementCount:
            return checkCount(
                step,
                index,
                entry,
                few: Problem.tooFewElements,
                many: Problem.tooManyElements
            )
        case .object: return checkObject(step, index, entry, tracker)
        case .required: return checkRequired(step, index)
        case .dependentRequired: return checkDependentRequired(step, index)
        case .dependentSchema:
            guard member(index, instruction.b) != nil else { return true }
            return aside { $0.apply(instruction.a, index, tracker, by: $0.site(step)) }
        case .propertyNames: return checkPropertyNames(step, index, entry)
        case .prefixItems: return checkPrefix(step, index, entry, tracker)
        case .items: return checkItems(step, index, entry, tracker)
        case .contains: return aside { $0.checkContains(step, index, entry, tracker) }
        case .uniqueItems:
            guard let pair = ValueEquality.firstDuplicate(in: index, view) else { return true }
            return refuse(.duplicateElements(first: pair.0, second: pair.1), index, step)
        case .call: return apply(instruction.a, index, tracker, by: site(step))
        case .callResource:
            scope.push(instruction.b)
            defer { scope.pop() }
            // A block that only enters a resource has no keyword.
            let site = site(step)
            return apply(instruction.a, index, tracker, by: site == .max ? nil : site)
        case .dynamicCall:
            let anchor = program.tables.dynamicAnchors[Int(instruction.b)]
            let found = program.tables.words.withUnsafeBufferPointer { words in
                words.baseAddress.flatMap { scope.outermost(of: anchor, in: $0) }
            }
            scope.push(found?.resource ?? instruction.c)
            defer { scope.pop() }
            return apply(found?.block ?? instruction.a, index, tracker, by: site(step))
        case .anyOf: return checkAny(step, index, tracker)
        case .oneOf: return checkOne(step, index, tracker)
        case .not:
            let site = site(step)
            let accepts = aside { $0.judge(instruction.a, index, FastEngine.noTracker, by: site) }
            return !accepts
                || refuse(.forbidden(forbidden(by: instruction.a, at: index)), index, step)
        case .conditional:
            let site = site(step)
            let applies = aside { $0.judge(instruction.a, index, tracker, by: site) }
            let block = applies ? instruction.b : instruction.c
            let place = self.site(step, applies ? 1 : 2)
            let outer = condition
            condition = Condition(block: instruction.a, index: index, holds: applies)
            defer { condition = outer }
            // Types have alternatives for an `if` with both branches, unless it is beside members.
            let isTyped =
                instruction.b != Block.accept && instruction.c != Block.accept && !isBesideMembers
            return isTyped
                ? apply(block, index, tracker, by: place)
                : aside { $0.apply(block, index, tracker, by: place) }
        case .unevaluatedProperties: return checkUnevaluated(step, index, entry, .object, tracker)
        case .unevaluatedItems: return checkUnevaluated(step, index, entry, .array, tracker)
        }
    }

    mutating func refuse(_ problem: Problem, _ index: Int, _ step: Step, site offset: Int = 0)
        -> Bool
    {
        note(problem, index, at: site(step, offset))
        return false
    }

    /// A kind refused by `enum` or `const` is reported by the allowed values.
    private mutating func kindProblem(
        _ expected: KindSet,
        _ step: Step,
        _ index: Int
    ) -> Problem {
        let site = site(step)
        guard isEquality(site) else {
            // For `integer`, all kinds of numbers pass this check, and a separate one follows.
            let isIntegerOnly = siblings(of: step).contains {
                $0.operation == .integer || $0.operation == .integerLiteral
            }
            let unmet = unmetText(expected, step, index)
            if !unmet.isEmpty { return .noneMet(unmet) }
            return .wrongKind(
                expected: isIntegerOnly ? expected.subtracting(.fraction) : expected
            )
        }
        return .notEqual(values(of: siblings(of: step)))
    }

    /// A number that is not whole, where `type` may list other kinds beside `integer`.
    private mutating func fractionProblem(_ step: Step) -> Problem {
        let reject = siblings(of: step).first { $0.operation == .reject }
        let expected = KindSet.all.subtracting(reject?.kinds ?? .all).subtracting(.fraction)
        return expected.subtracting(.integer).isEmpty ? .fraction : .wrongKind(expected: expected)
    }

    /// What is expected of a string in place of a number or boolean, if quotes alone do not make it
    /// one.
    private mutating func unmetText(_ expected: KindSet, _ step: Step, _ index: Int) -> [Problem] {
        guard silence == 0, expected.subtracting(.null) == .string,
            ![.null, .object, .array].contains(view[index].kind)
        else { return [] }
        let text = Array(Self.text(view[index], view).utf8)
        var unmet: [Problem] = []
        var position = step.position + 1
        while program.tables.code[position].operation != .end,
            program.tables.code[position].operation != .endBlock
        {
            let instruction = program.tables.code[position]
            position += 1
            let problem = text.withUnsafeBytes { refusal(by: instruction, of: $0) }
            if let problem { unmet.append(problem) }
        }
        guard unmet.count == 1 else { return [] }
        return unmet + (expected.contains(.null) ? [.wrongKind(expected: .null)] : [])
    }

    /// The pattern or format that a text does not meet.
    private mutating func refusal(
        by instruction: Instruction,
        of text: UnsafeRawBufferPointer
    ) -> Problem? {
        switch instruction.operation {
        case .pattern:
            return matches(instruction.a, text) == false
                ? .pattern(program.view.patternSource(instruction.a)) : nil
        case .format:
            let format = Format(rawValue: UInt8(truncatingIfNeeded: instruction.a))
            return format.flatMap { $0.accepts(text) ? nil : .format($0) }
        default: return nil
        }
    }

    /// The values that a schema lists, if it does nothing else.
    mutating func listedValues(of block: UInt32) -> [String] {
        let parts = parts(of: block)
        let isList =
            parts.contains { [.stringEnum, .equal].contains($0.operation) }
            && parts.allSatisfy { [.stringEnum, .equal, .reject].contains($0.operation) }
        return isList ? values(of: parts) : []
    }

    /// The values that a list allows: those of the value's own kind first.
    private mutating func listProblem(_ step: Step) -> Problem {
        // A silent run needs no words.
        guard silence == 0 else { return .notEqual([]) }
        if let known = listProblems[step.position] { return known }
        let operation = step.instruction.operation
        let rest = values(of: siblings(of: step).filter { $0.operation != operation })
        let problem: Problem =
            if operation != .stringEnum {
                .notEqual(constants(step.instruction) + rest)
            } else if rest.isEmpty {
                .notListed(listed(step.instruction))
            } else {
                .notEqual(listed(step.instruction).map { quoted($0) } + rest)
            }
        listProblems[step.position] = problem
        return problem
    }

    /// The values that the instructions of an `enum` or `const` allow.
    private mutating func values(of instructions: [Instruction]) -> [String] {
        let refused = instructions.filter { $0.operation == .reject }
            .reduce(into: KindSet()) { $0.formUnion($1.kinds) }
        let expected = KindSet.all.subtracting(refused)
        var values: [String] = []
        if expected.contains(.null) { values.append("null") }
        if expected.rawValue & 1 << 2 != 0 { values.append("true") }
        if expected.rawValue & 1 << 1 != 0 { values.append("false") }
        for instruction in instructions {
            switch instruction.operation {
            case .stringEnum: values += listed(instruction).map { quoted($0) }
            case .equal: values += constants(instruction)
            default: break
            }
        }
        return values
    }

    /// What makes the schema of a `not` accept a value: of alternatives, the first that accepts it.
    private mutating func forbidden(by block: UInt32, at index: Int) -> Problem.Forbidden {
        guard silence == 0 else { return .other }
        var block = block
        for _ in 0..<Self.notDepth {
            let own = program.tables.instructions(of: block)
                .filter { ![.end, .endBlock, .annotation].contains($0.operation) }
            guard own.count == 1 else { break }
            switch own[0].operation {
            case .call: block = own[0].a
            case .anyOf, .oneOf:
                let branches = program.tables.branches[Int(own[0].a)..<Int(own[0].a + own[0].b)]
                let accepting = branches.first { branch in
                    aside { $0.judge(branch.block, index, FastEngine.noTracker, by: nil) }
                }
                guard let accepting else { return forbidden(by: block) }
                block = accepting.block
            default: return forbidden(by: block)
            }
        }
        return forbidden(by: block)
    }

    /// The number of references and nested alternatives in a `not` that are followed.
    private static let notDepth = 8

    /// The values that the schema of a `not` accepts, if it has one keyword alone.
    private mutating func forbidden(by block: UInt32) -> Problem.Forbidden {
        guard silence == 0 else { return .other }
        if let known = forbidden[block] { return known }
        let parts = parts(of: block)
        let values = listedValues(of: block)
        let found: Problem.Forbidden =
            if let keys = keysAlone(parts) {
                .keys(keys)
            } else if parts.count == 1, parts[0].operation == .reject, parts[0].kinds != .all {
                .kinds(KindSet.all.subtracting(parts[0].kinds))
            } else {
                values.isEmpty ? .other : .values(values)
            }
        forbidden[block] = found
        return found
    }

    /// The members that a schema requires; none if it requires something else as well.
    mutating func requiredAlone(by block: UInt32) -> [String] {
        guard silence == 0 else { return [] }
        if let known = requiredAlone[block] { return known }
        let keys = keysAlone(parts(of: block)) ?? []
        requiredAlone[block] = keys
        return keys
    }

    /// The instructions by which a schema refuses a value.
    private func parts(of block: UInt32) -> [Instruction] {
        program.tables.closure(of: [block]).flatMap { program.tables.instructions(of: $0) }
            .filter { ![.end, .endBlock, .call, .annotation].contains($0.operation) }
    }

    private mutating func keysAlone(_ parts: [Instruction]) -> [String]? {
        var keys: [String] = []
        for part in parts {
            switch part.operation {
            case .required:
                keys += (part.a..<(part.a + part.b)).map {
                    program.tables.strings[Int(program.tables.words[Int($0)])]
                }
            case .object:
                let table = program.tables.objects[Int(part.a)]
                guard known(by: table).isEmpty, table.patternCount == 0,
                    table.additional == Block.accept
                else { return nil }
                keys += requiredKeys(of: part)
            default: return nil
            }
        }
        return keys.isEmpty ? nil : keys
    }

    /// True if a site's keyword is `enum` or `const`.
    private func isEquality(_ site: UInt32) -> Bool {
        guard site != .max else { return false }
        let keyword = SchemaLocations(program.sites.tables).keyword(of: site)?.name
        return keyword == "enum" || keyword == "const"
    }

    /// The instructions of the block for the same keyword.
    private mutating func siblings(of step: Step) -> [Instruction] {
        let site = site(step)
        if let known = siblings[site] { return known }
        var found: [UInt32: [Instruction]] = [:]
        var position = step.position
        // The two constant blocks come first.
        while position > 2, program.tables.code[position - 1].operation != .endBlock {
            position -= 1
        }
        while program.tables.code[position].operation != .end,
            program.tables.code[position].operation != .endBlock
        {
            let index = Int(program.tables.siteOfInstruction[position])
            let sites = program.tables.instructionSites
            if sites.indices.contains(index) {
                found[sites[index], default: []].append(program.tables.code[position])
            }
            position += 1
        }
        siblings.merge(found) { known, _ in known }
        return found[site] ?? []
    }

    private mutating func checkRange(_ step: Step, _ index: Int, _ entry: TapeEntry) -> Bool {
        let range = program.tables.ranges[Int(step.instruction.a)]
        func text(_ index: UInt32) -> String {
            index == .max ? "" : program.tables.strings[Int(index)]
        }
        if !LeafChecks.isAboveLow(entry, range, program.view, view) {
            return refuse(
                .tooSmall(bound: text(range.lowText), isExclusive: range.isLowExclusive),
                index,
                step
            )
        }
        guard !LeafChecks.isBelowHigh(entry, range, program.view, view) else { return true }
        return refuse(
            .tooLarge(bound: text(range.highText), isExclusive: range.isHighExclusive),
            index,
            step,
            site: 1
        )
    }

    private mutating func checkLength(_ step: Step, _ index: Int, _ entry: TapeEntry) -> Bool {
        let (fewest, most) = (step.instruction.b, step.instruction.c)
        let length = UTF8Check.scalarCount(view.text(entry))
        if length < Int(fewest) {
            return refuse(.tooShort(fewest: Int(fewest), length: length), index, step)
        }
        guard length > Int(most), most != .max else { return true }
        return refuse(.tooLong(most: Int(most), length: length), index, step, site: 1)
    }

    private mutating func checkCount(
        _ step: Step,
        _ index: Int,
        _ entry: TapeEntry,
        few: (Int, Int) -> Problem,
        many: (Int, Int) -> Problem
    ) -> Bool {
        let (fewest, most) = (Int(step.instruction.b), Int(step.instruction.c))
        if entry.count < fewest { return refuse(few(fewest, entry.count), index, step) }
        guard entry.count > most else { return true }
        return refuse(many(most, entry.count), index, step, site: 1)
    }

    mutating func listed(_ instruction: Instruction) -> [String] {
        if let listed = listedTexts[instruction.a] { return listed }
        var texts: [(UInt32, String)] = []
        for slot in instruction.a...(instruction.a + instruction.b) {
            let slot = program.tables.slots[Int(slot)]
            guard slot.length != Slot.emptyLength else { continue }
            texts.append((slot.start, program.tables.strings[Int(slot.start)]))
        }
        // Strings are numbered as they are found, usually in the order of the schema.
        let listed = texts.sorted { $0.0 < $1.0 }.map(\.1)
        listedTexts[instruction.a] = listed
        return listed
    }

    private mutating func constants(_ instruction: Instruction) -> [String] {
        if let constants = constantTexts[instruction.a] { return constants }
        let constants = (instruction.a..<(instruction.a + instruction.b)).map { constant in
            program.tables.strings[Int(program.tables.constants[Int(constant)])]
        }
        constantTexts[instruction.a] = constants
        return constants
    }
}
