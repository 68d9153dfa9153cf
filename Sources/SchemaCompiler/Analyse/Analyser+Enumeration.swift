import ConfigDocument
import JSONSchema

extension Analyser {
    /// One value of an `enum`, or a `const`.
    struct Constant {
        var value: Cursor
        var documentation: Documentation
    }

    /// The number of values beyond which a plain type is more readable; the program checks them
    /// anyway.
    private static var caseLimit: Int { 512 }

    /// An enumeration of strings; nil if the plain type is better.
    mutating func enumeration(_ values: [Constant], isOpen: Bool, _ origin: Origin) -> TypeRef? {
        guard values.count <= Self.caseLimit else { return nil }
        let texts = values.compactMap { $0.value.string }
        // Swift considers some strings equal that are different in JSON; an enumeration cannot have
        // both.
        guard Set(texts).count == texts.count, texts.count == values.count else { return nil }
        let names = MemberNames.names(
            for: texts.map { (key: $0, swiftName: nil) },
            taken: isOpen ? ["unknown"] : []
        )
        var enumeration = Enumeration(isOpen: isOpen)
        for (index, text) in texts.enumerated() {
            enumeration.cases.append(
                Enumeration.Case(
                    name: names[index],
                    raw: text,
                    documentation: values[index].documentation
                )
            )
        }
        let id = draft.declare(.enumeration(enumeration), origin)
        draft.types[id].documentation = documentation(of: origin)
        return .named(id)
    }

    mutating func integerEnumeration(
        _ values: [Constant],
        _ origin: Origin,
        isAlone: Bool
    ) -> TypeRef? {
        let numbers = values.compactMap { $0.value.int }
        guard numbers.count == values.count, numbers.count <= Self.caseLimit else { return nil }
        var enumeration = Enumeration(rawType: .int)
        var used: Set<String> = []
        for (index, number) in numbers.enumerated() {
            let name = NumberWords.name(of: number)
            guard used.insert(name).inserted else { return nil }
            enumeration.cases.append(
                Enumeration.Case(
                    name: name,
                    raw: "\(number)",
                    documentation: values[index].documentation
                )
            )
        }
        var origin = origin
        if !isAlone { origin.key = "int" }
        let id = draft.declare(.enumeration(enumeration), origin)
        draft.types[id].documentation = documentation(of: origin)
        return .named(id)
    }
}
