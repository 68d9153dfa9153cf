import JSONSchema

extension ChosenSchemas {
    /// Findings about names in the options that match no type or property.
    func findings(against types: [NamedTypes]) -> [Finding] {
        let used = types.reduce(into: Set(names)) { $0.formUnion($1.chosenNames) }
        return (options.exclude + options.replacements.map(\.name))
            .filter { !used.contains($0.text) }
            .map { $0.unknown(among: types.flatMap(\.names)) }
    }
}
