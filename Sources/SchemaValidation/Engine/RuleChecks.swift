import ConfigDocument

/// The checks of rules across settings, shared by both engines.
struct RuleChecks {
    private let program: UnsafePointer<ProgramView>
    private let view: TapeView
    private(set) var memory: RuleMemory
    private var container = Container()
    /// The cost so far, beyond the steps of the instructions.
    private(set) var steps = 0

    init(program: UnsafePointer<ProgramView>, view: TapeView, memory: RuleMemory) {
        self.program = program
        self.view = view
        self.memory = memory
    }

    /// The end of a way: a value, or the container that lacks it.
    struct Found {
        /// The value, or the container in which the way ends.
        var index: Int
        /// The number of steps of the way that lead on from there; 0 for a value.
        var missing = 0
        /// The default that counts instead of the value.
        var fallback: Int?

        var isValue: Bool { missing == 0 }
        /// True if it is a value or a default to compare.
        var isKnown: Bool { isValue || fallback != nil }
    }

    /// A case in which a rule is broken.
    struct Breach {
        var left: Found
        var right: Found
    }

    /// True if a rule holds for the value that it is applied to.
    mutating func holds(_ rule: SettingRule, at index: Int) -> Bool {
        var holds = true
        forEachBreach(of: rule, at: index) { _ in
            holds = false
            return false
        }
        return holds
    }

    /// Calls the closure with each breach of a rule, until it returns false.
    mutating func forEachBreach(
        of rule: SettingRule,
        at index: Int,
        _ body: (Breach) -> Bool
    ) {
        guard let left = find(rule.left, from: index) else { return }
        switch rule.relation {
        case .lessThan, .atMost, .moreThan, .atLeast, .sameAs, .differsFrom:
            guard left.isKnown, let right = find(rule.right, from: index), right.isKnown,
                !holds(rule, left, right)
            else { return }
            _ = body(Breach(left: left, right: right))
        case .uniqueBy: compareElements(of: left, rule, body)
        case .namesEntryOf:
            guard left.isKnown, let right = find(rule.right, from: index) else { return }
            lookUpNames(left, right, body)
        case .requiredWhen:
            guard !left.isKnown, left.missing == 1, view[left.index].kind == .object,
                let right = find(rule.right, from: index), applies(rule, right)
            else { return }
            _ = body(Breach(left: left, right: right))
        }
    }

    // MARK: Places

    /// Follows a way; nil where it leads out of the document.
    private mutating func find(_ place: SettingRule.Place, from start: Int) -> Found? {
        var index = start
        for _ in 0..<place.levels {
            let parent = memory.parent(of: index, in: view)
            steps += parent.steps
            guard let outer = parent.place else { return nil }
            index = outer
        }
        let (strings, words) = (program.pointee.strings, program.pointee.words)
        let base = index
        let first = follow(place, &index)
        for step in first..<Int(place.count) {
            let key = strings[Int(words[Int(place.way) &+ step])]
            guard let next = self.step(key, in: index) else {
                var found = Found(index: index, missing: Int(place.count) - step)
                if found.missing <= Int(place.depth), place.fallback != .max,
                    view[index].kind == .object
                {
                    found.fallback = program.pointee.constants[Int(place.fallback)]
                }
                return found
            }
            if step == Int(place.count) - 2 {
                container = Container(
                    start: base,
                    way: Int(place.way),
                    depth: step + 1,
                    index: next
                )
            }
            index = next
        }
        return Found(index: index)
    }

    /// The container that the last way has led to, in which the next place often is as well.
    private struct Container {
        var start = -1
        var way = 0
        /// The number of steps to the container.
        var depth = 0
        var index = 0
    }

    /// Moves to the last container, if the way leads through it.
    ///
    /// - Returns: the number of steps made.
    @inline(__always)
    private func follow(_ place: SettingRule.Place, _ index: inout Int) -> Int {
        guard container.start == index, Int(place.count) > container.depth else { return 0 }
        let words = program.pointee.words
        for step in 0..<container.depth
        where words[container.way &+ step] != words[Int(place.way) &+ step] { return 0 }
        index = container.index
        return container.depth
    }

    @inline(__always)
    private mutating func step(_ key: ProgramText, in container: Int) -> Int? {
        switch view[container].kind {
        case .object:
            let member = memory.member(key.bytes, hash: key.hash, of: container, in: view)
            steps += member.steps
            return member.place
        case .array:
            guard let position = Self.position(key.bytes), position < view[container].count else {
                return nil
            }
            var index = container + 1
            for _ in 0..<position { index = view.next(after: index) }
            steps += position >> 3
            return index
        default: return nil
        }
    }

    /// The position in an array that a key names: digits without a leading zero.
    private static func position(_ key: UnsafeRawBufferPointer) -> Int? {
        guard (1...9).contains(key.count), key.count == 1 || key[0] != 0x30 else { return nil }
        var value = 0
        for byte in key {
            guard byte &- 0x30 <= 9 else { return nil }
            value = value * 10 + Int(byte &- 0x30)
        }
        return value
    }

    // MARK: Two values

    private mutating func holds(_ rule: SettingRule, _ left: Found, _ right: Found) -> Bool {
        let order = order(left, rule.left, right, rule.right)
        switch rule.relation {
        case .lessThan: return order.map { $0 < 0 } ?? true
        case .atMost: return order.map { $0 <= 0 } ?? true
        case .moreThan: return order.map { $0 > 0 } ?? true
        case .atLeast: return order.map { $0 >= 0 } ?? true
        case .sameAs: return order.map { $0 == 0 } ?? isEqual(left, right)
        case .differsFrom: return !(order.map { $0 == 0 } ?? isEqual(left, right))
        case .uniqueBy, .namesEntryOf, .requiredWhen: return true
        }
    }

    /// A value that has an order.
    private enum Ordered {
        case integer(Int64)
        case number(Decimal)
        case time(OrderedTime)
        /// A text with a unit, in attoseconds or bytes.
        case quantity(Int128, QuantityUnit)
    }

    /// Below, at or above 0, as the left value is below, at or above the right one; nil for values
    /// without an order.
    private mutating func order(
        _ left: Found,
        _ leftPlace: SettingRule.Place,
        _ right: Found,
        _ rightPlace: SettingRule.Place
    ) -> Int? {
        guard let a = ordered(left, leftPlace), let b = ordered(right, rightPlace) else {
            return nil
        }
        switch (a, b) {
        case (.integer(let a), .integer(let b)):
            // The largest factor keeps products within 128 bits.
            let (x, y) = (
                Int128(a) * Int128(leftPlace.factor), Int128(b) * Int128(rightPlace.factor)
            )
            return x < y ? -1 : x == y ? 0 : 1
        case (.time(let a), .time(let b)):
            guard let isBefore = a.isBefore(b) else { return nil }
            return isBefore ? -1 : a == b ? 0 : 1
        case (.time, _), (_, .time): return nil
        case (.quantity(_, let unit), _), (_, .quantity(_, let unit)):
            // A number without a unit of its own counts in that of the text.
            guard let x = amount(a, leftPlace.unit ?? rightPlace.unit ?? unit, unit),
                let y = amount(b, rightPlace.unit ?? leftPlace.unit ?? unit, unit)
            else { return nil }
            return x < y ? -1 : x == y ? 0 : 1
        default:
            let x = decimal(a).multiplied(by: leftPlace.factor)
            let y = decimal(b).multiplied(by: rightPlace.factor)
            return x < y ? -1 : x == y ? 0 : 1
        }
    }

    private func decimal(_ value: Ordered) -> Decimal {
        switch value {
        case .integer(let value): Decimal("\(value)")
        case .number(let value): value
        case .time: Decimal("0")
        case .quantity(let amount, _): Decimal("\(amount)")
        }
    }

    /// A value in attoseconds or bytes; nil for a unit of the other sort.
    private func amount(_ value: Ordered, _ unit: QuantityUnit, _ other: QuantityUnit) -> Decimal? {
        guard unit.isDuration == other.isDuration else { return nil }
        if case .quantity(let amount, _) = value { return Decimal("\(amount)") }
        // A unit may have more digits than a factor.
        let (high, low) = unit.size.quotientAndRemainder(dividingBy: Self.sizeOfFactor)
        guard high > 0, low == 0 else { return decimal(value).multiplied(by: UInt64(unit.size)) }
        // Bound: a day has 8.64 · 10^22 attoseconds.
        return decimal(value).multiplied(by: UInt64(high))
            .multiplied(by: UInt64(Self.sizeOfFactor))
    }

    private static let sizeOfFactor: Int128 = 1_000_000_000

    private mutating func ordered(_ found: Found, _ place: SettingRule.Place) -> Ordered? {
        let (index, view) = value(found)
        let entry = view[index]
        if place.isLength {
            switch entry.kind {
            case .object, .array: return .integer(Int64(entry.count))
            case .string:
                let text = view.text(entry)
                steps += text.count >> 5
                return .integer(Int64(UTF8Check.scalarCount(text)))
            default: return nil
            }
        }
        switch entry.kind {
        case .integer: return .integer(entry.integer)
        case .double, .decimal:
            steps += view.lexeme(entry).count >> 5
            return .number(view.decimal(entry))
        case .string:
            let text = view.text(entry)
            guard let unit = place.unit else { return OrderedTime(text).map(Ordered.time) }
            steps += text.count >> 3
            let quantity = try? QuantityText(
                String(decoding: text, as: UTF8.self),
                isDuration: unit.isDuration
            )
            return quantity.map { .quantity($0.amount, unit) }
        default: return nil
        }
    }

    /// A value in the document, or among the constants.
    private func value(_ found: Found) -> (index: Int, view: TapeView) {
        found.fallback.map { ($0, program.pointee.constantView) } ?? (found.index, view)
    }

    private mutating func isEqual(_ left: Found, _ right: Found) -> Bool {
        let (a, b) = (value(left), value(right))
        steps += size(a.index, a.view)
        return ValueEquality.equal(a.index, a.view, b.index, b.view)
    }

    private func size(_ index: Int, _ view: TapeView) -> Int {
        let entry = view[index]
        guard entry.kind == .object || entry.kind == .array else { return 0 }
        let size = view.size(entry)
        return size.entries &>> 2 &+ size.bytes &>> 5
    }

    private mutating func applies(_ rule: SettingRule, _ condition: Found) -> Bool {
        guard condition.isKnown else { return false }
        guard rule.constant != .max else { return true }
        let (index, view) = value(condition)
        steps += size(index, view)
        let constant = program.pointee.constants[Int(rule.constant)]
        return ValueEquality.equal(index, view, constant, program.pointee.constantView)
    }

    // MARK: Elements and names

    /// The values of some keys of an element, compared with those of other elements.
    private struct Record: Hashable {
        let hash: UInt64
        let values: [Int]
        let view: TapeView

        static func == (left: Record, right: Record) -> Bool {
            left.hash == right.hash
                && zip(left.values, right.values).allSatisfy {
                    ValueEquality.equal($0, left.view, $1, right.view)
                }
        }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }
    }

    /// Elements that lack one of the keys are equal to no other.
    private mutating func compareElements(
        of found: Found,
        _ rule: SettingRule,
        _ body: (Breach) -> Bool
    ) {
        guard found.isValue else { return }
        let container = view[found.index]
        guard container.kind == .array || container.kind == .object, container.count > 1 else {
            return
        }
        let isObject = container.kind == .object
        var known: [Record: Int] = [:]
        var hasher = ValueHasher(view: view)
        var index = found.index + 1
        while index < container.endIndex {
            let element = isObject ? index + 1 : index
            index = view.next(after: element)
            steps += 1
            guard let record = record(of: element, rule, &hasher) else { continue }
            guard let first = known[record] else {
                known[record] = element
                continue
            }
            let breach = Breach(left: Found(index: record.values[0]), right: Found(index: first))
            guard body(breach) else { return }
        }
    }

    private mutating func record(
        of element: Int,
        _ rule: SettingRule,
        _ hasher: inout ValueHasher
    ) -> Record? {
        guard view[element].kind == .object else { return nil }
        var values: [Int] = []
        var hash: UInt64 = 0
        for offset in 0..<Int(rule.keyCount) {
            let key = program.pointee.strings[
                Int(program.pointee.words[Int(rule.keys) &+ offset])
            ]
            guard let value = step(key, in: element) else { return nil }
            steps += size(value, view)
            hash = hash &* 31 &+ hasher.hash(value)
            values.append(value)
        }
        return Record(hash: hash, values: values, view: view)
    }

    /// A string, or each string of an array, must be a key of the map; other values pass.
    private mutating func lookUpNames(
        _ names: Found,
        _ map: Found,
        _ body: (Breach) -> Bool
    ) {
        let (start, namesView) = value(names)
        let entry = namesView[start]
        switch entry.kind {
        case .string:
            if !isEntry(start, namesView, of: map) { _ = body(Breach(left: names, right: map)) }
        case .array:
            var index = start + 1
            while index < entry.endIndex {
                steps += 1
                if namesView[index].kind == .string, !isEntry(index, namesView, of: map) {
                    let name =
                        names.fallback == nil
                        ? Found(index: index)
                        : Found(index: names.index, missing: names.missing, fallback: index)
                    guard body(Breach(left: name, right: map)) else { return }
                }
                index = namesView.next(after: index)
            }
        default: break
        }
    }

    private mutating func isEntry(_ name: Int, _ nameView: TapeView, of map: Found) -> Bool {
        guard map.isKnown else { return false }
        let (index, view) = value(map)
        // Other values than maps are for other keywords to refuse.
        guard view[index].kind == .object else { return true }
        let text = nameView.text(nameView[name])
        let hash = KeyHash.hash(padded: nameView.textStart(nameView[name]), length: text.count)
        steps += text.count >> 5
        if map.fallback != nil { return view.member(of: index, hash: hash, key: text) != nil }
        let member = memory.member(text, hash: hash, of: index, in: view)
        steps += member.steps
        return member.place != nil
    }
}
