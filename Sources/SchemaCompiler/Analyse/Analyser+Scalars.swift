import ConfigDocument
import JSONSchema

extension Analyser {
    mutating func scalars(of atoms: Atoms, _ origin: Origin, isAlone: Bool) -> [Alternative] {
        var result: [Alternative] = []
        var done: KindSet = []
        for atom in atoms.atoms {
            let group: KindSet = atom.kinds.isSubset(of: .number) ? .number : atom.kinds
            guard group.isSubset(of: .scalar), done.isDisjoint(with: group) else { continue }
            done.formUnion(group)
            let same = atoms.atoms.filter { $0.kinds.isSubset(of: group) }
            var alternative =
                switch group {
                case .boolean: Alternative(type: .bool, kinds: .boolean, hints: ["bool"])
                case .number: number(same, origin, isAlone: isAlone)
                default: string(same, origin, isAlone: isAlone)
                }
            if same.count == 1, let name = requestedType(same[0].facts) {
                alternative.type = .custom(name)
            }
            if same.contains(where: { isSecret($0.facts) }) {
                alternative.type = .secret(alternative.type)
            }
            result.append(alternative)
        }
        return result
    }

    private mutating func number(
        _ atoms: [Atoms.Atom],
        _ origin: Origin,
        isAlone: Bool
    ) -> Alternative {
        let isWhole = atoms.allSatisfy { !$0.kinds.contains(.fraction) }
        guard isWhole else {
            return Alternative(
                type: options.usesExactDecimals ? .decimal : .double,
                kinds: .number,
                hints: [options.usesExactDecimals ? "decimal" : "double"]
            )
        }
        if let values = allConstants(of: atoms, kinds: .integer), values.count > 1,
            let type = integerEnumeration(values, origin, isAlone: isAlone)
        {
            return Alternative(type: type, kinds: .integer, hints: ["int"])
        }
        return Alternative(type: wholeNumber(atoms), kinds: .integer, hints: ["int"])
    }

    /// `Int`, unless a format requests a width, or bounds exceed it.
    private func wholeNumber(_ atoms: [Atoms.Atom]) -> TypeRef {
        let types = Set(atoms.map(integerType))
        guard types.count == 1, let type = types.first ?? nil else { return .int }
        return .integer(type)
    }

    private func integerType(_ atom: Atoms.Atom) -> IntegerType? {
        let cursors = atom.facts.nodes.map { graph.cursor(of: $0) }
        for cursor in cursors {
            if let format = cursor["format"]?.string, let type = IntegerType(rawValue: format),
                type.hasSign || (WholeBounds(cursors).least ?? -1) >= 0
            {
                return type
            }
        }
        if cursors.contains(where: \.exceedsInt) || atom.facts.constants?.areUnsigned == true {
            return .uint64
        }
        guard options.usesSizedIntegers else { return nil }
        let bounds = WholeBounds(cursors)
        guard let least = bounds.least, let most = bounds.most else { return nil }
        return IntegerType.narrowest(from: least, to: most)
    }

    private mutating func string(
        _ atoms: [Atoms.Atom],
        _ origin: Origin,
        isAlone: Bool
    ) -> Alternative {
        var plain = Alternative(type: .string, kinds: .string, hints: ["string"])
        if let format = nativeFormat(of: atoms) {
            (plain.type, plain.hints) = (.text(format), [format.rawValue, "string"])
        }
        let listed = atoms.filter { $0.facts.constants != nil }
        guard let values = allConstants(of: listed, kinds: .string), !values.isEmpty else {
            return plain
        }
        let isOpen = listed.count < atoms.count
        var origin = origin
        if !isAlone { origin.key = "keyword" }
        // Uses `use`, so that an array referenced elsewhere becomes one type.
        if let only = listed.first, listed.count == 1, !isOpen, !isAlone, only.reference != nil,
            reader.facts(of: Shape(only.shape.parts)).effectiveKinds == .string
        {
            let type = use(of: Shape(only.shape.parts), from: origin).type
            return Alternative(
                type: type,
                kinds: .string,
                hints: [only.reference ?? "", "keyword"]
            )
        }
        let reference = listed.count == 1 && !isAlone ? listed[0].reference : nil
        if let reference { origin.reference = reference }
        guard let type = enumeration(values, isOpen: isOpen, origin) else { return plain }
        return Alternative(
            type: type,
            kinds: .string,
            hints: (reference.map { [$0] } ?? []) + ["keyword"]
        )
    }

    /// The common format of these strings, if the options request a type for it.
    private func nativeFormat(of atoms: [Atoms.Atom]) -> NativeFormat? {
        let formats = Set(
            atoms.map { atom in
                atom.facts.nodes.lazy
                    .compactMap { graph.cursor(of: $0)["format"]?.string }
                    .compactMap(NativeFormat.init).first
            }
        )
        guard formats.count == 1, let format = formats.first ?? nil else { return nil }
        return options.formats.contains(format) ? format : nil
    }

    /// The constants of one kind, without duplicates; nil if one of the schemas has none.
    private func allConstants(of atoms: [Atoms.Atom], kinds: KindSet) -> [Constant]? {
        var result: [Constant] = []
        var seen: Set<DocumentValue> = []
        for atom in atoms {
            guard let constants = atom.facts.constants else { return nil }
            let owner = atom.facts.constantsNode
            for (index, value) in constants.enumerated()
            where !KindSet(constant: value).isDisjoint(with: kinds) {
                guard seen.insert(DocumentValue(value)).inserted else { continue }
                result.append(
                    Constant(
                        value: value,
                        documentation: documentation(
                            ofConstant: index,
                            of: constants.count,
                            in: owner
                        )
                    )
                )
            }
        }
        return result
    }
}

/// The combined bounds of several schemas for whole numbers.
private struct WholeBounds {
    private(set) var least: Int?
    private(set) var most: Int?

    init(_ cursors: [Cursor]) {
        for cursor in cursors {
            if let minimum = cursor["minimum"]?.whole { least = max(least ?? minimum, minimum) }
            if let maximum = cursor["maximum"]?.whole { most = min(most ?? maximum, maximum) }
            if let above = cursor["exclusiveMinimum"]?.int, above < .max {
                // Bound: the largest integer is left out.
                least = max(least ?? above + 1, above + 1)
            }
            if let below = cursor["exclusiveMaximum"]?.int, below > .min {
                // Bound: the least integer is left out.
                most = min(most ?? below - 1, below - 1)
            }
        }
    }
}

extension Cursor {
    /// A whole number, including one written as `0.0`.
    fileprivate var whole: Int? { int ?? double.flatMap { Int(exactly: $0) } }

    /// True if an integer's upper bound is beyond `Int`, but within `UInt64`.
    fileprivate var exceedsInt: Bool {
        guard let maximum = self["maximum"], maximum.int == nil, let value = maximum.double,
            let minimum = self["minimum"]?.double
        else { return false }
        return minimum >= 0 && value > 9.2e18 && value <= 18_446_744_073_709_551_616
    }
}
