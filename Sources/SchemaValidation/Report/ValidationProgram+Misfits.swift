package import ConfigDocument

extension ValidationProgram {
    /// The values of a valid document that generated types cannot hold, such as whole numbers beyond
    /// `Int`, in the words of these types. Only a program that was compiled to know them finds any.
    package func misfits(in document: Document) -> [Finding] {
        guard storage.knowsNumbers else { return [] }
        return document.withTape { view in
            // A quick check whether any number needs a look at its schemas.
            guard hasChosenTypes || (0..<view.next(after: 0)).contains(where: view.mayMisfit) else {
                return []
            }
            let engine = explain(view)
            var isUntyped = [Bool](repeating: false, count: view.next(after: 0))
            var next = 0
            for index in engine.untypedValues.sorted() {
                let end = view.next(after: index)
                for inner in max(index, next)..<max(index, next, end) { isUntyped[inner] = true }
                next = max(next, end)
            }
            let problems = engine.numberNotes.compactMap { index, notes in
                isUntyped[index] ? nil : misfit(Cursor(document: document, index: index), notes)
            }
            let report = FindingReport(
                document: document,
                program: storage,
                secrets: secrets(in: document)
            )
            guard problems.isEmpty else { return report.findings(problems) }
            var counts: [Int: String] = [:]
            for (index, notes) in engine.numberNotes {
                let text = Cursor(document: document, index: index).string
                guard let text, let unit = notes.lazy.compactMap(\.type.unit).first else {
                    continue
                }
                counts[index] = (try? QuantityText(text, isDuration: unit.isDuration).amount)
                    .flatMap(unit.count)
            }
            return findings(in: document, counting: counts)
        }
    }

    /// True if some numbers have a type with a smaller range than `Int`.
    private var hasChosenTypes: Bool {
        storage.tables.code.contains { instruction in
            instruction.operation == .annotation
                && instruction.b == UInt32(AnnotationKind.number.rawValue)
                && NumberType(storage.constant(Int(instruction.a))).isChosen
        }
    }

    /// The problem of a number that none of the types in its notes can hold.
    private func misfit(
        _ number: Cursor,
        _ notes: [NumberNote]
    ) -> ExhaustiveEngine.Located? {
        let notes = Self.deciding(notes)
        var refusal: (note: NumberNote, expectation: String)?
        for note in notes {
            if keepsDecimals, note.type.isDouble { return nil }
            guard let expectation = note.type.expectation(insteadOf: number) else { return nil }
            refusal = refusal ?? (note, expectation)
        }
        return refusal.map { note, expectation in
            ExhaustiveEngine.Located(
                problem: .misfit(expected: expectation),
                index: number.index,
                site: note.site,
                path: note.path
            )
        }
    }
}

extension ValidationProgram {
    /// The notes that decide: a width replaces `Int`, and a unit replaces every number type, but
    /// has no effect without one.
    private static func deciding(_ notes: [NumberNote]) -> [NumberNote] {
        let quantities = notes.filter(\.type.isQuantity)
        if quantities.contains(where: \.type.takesText) { return quantities }
        if !quantities.isEmpty { return quantities.count < notes.count ? quantities : [] }
        let asked = notes.filter { !$0.type.isOfConstants }
        let notes = asked.isEmpty ? notes : asked
        let isChosen = notes.contains(where: \.type.isChosen)
        return notes.filter { $0.type.isChosen || $0.type.isDouble || !isChosen }
    }
}

extension TapeView {
    /// True if an entry is a number that `Int` or `Double` cannot represent.
    fileprivate func mayMisfit(_ index: Int) -> Bool {
        switch self[index].kind {
        case .decimal: true
        case .integer: Double(exactly: self[index].integer) == nil
        case .double: Int64(exactly: self[index].double) == nil && abs(self[index].double) >= 0x1p63
        default: false
        }
    }
}
