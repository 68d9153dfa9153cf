package import ConfigDocument

extension ValidationProgram {
    /// The findings in a valid document in which some strings represent numbers: they must be within
    /// the bounds of numbers.
    ///
    /// - Parameter counts: the numbers in JSON, by the places of the texts.
    /// - Returns: findings at the texts.
    package func findings(in document: Document, counting counts: [Int: String]) -> [Finding] {
        guard !counts.isEmpty else { return [] }
        var value = DocumentValue(document.root)
        for (index, count) in counts {
            // Bound: nil if Int cannot represent it.
            let number = Int(count).map(DocumentValue.int) ?? .number(count)
            value = value.replacing(document.path(to: index), by: number)
        }
        let text = JSONEmitter(indent: nil).emit(value)
        guard var copy = try? Document(parsing: text, as: .json, named: document.name) else {
            return []
        }
        copy.hidden = Set(
            document.hidden.compactMap { copy.root[document.path(to: $0)]?.index }
        )
        if accepts(copy) { return [] }
        var shown: [Int: String] = [:]
        for (index, count) in counts {
            guard let place = copy.root[document.path(to: index)]?.index,
                let text = Cursor(document: document, index: index).string
            else { continue }
            shown[place] = "\(quoted(text)), which is \(singleLine(count, limit: 40))"
        }
        return report(on: copy, showing: shown).filter(\.isError).map { finding in
            var finding = finding
            let place = DocumentPath(pointer: finding.instanceLocation).flatMap {
                document.root[$0]
            }
            finding.position = place?.position
            return finding
        }
    }
}
