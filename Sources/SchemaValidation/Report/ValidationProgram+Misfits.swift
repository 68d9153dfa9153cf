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
            let untyped = engine.untypedValues.map { $0..<view.next(after: $0) }
            let problems = engine.numberNotes.compactMap { index, notes in
                untyped.contains { $0.contains(index) }
                    ? nil : misfit(Cursor(document: document, index: index), notes)
            }
            let report = FindingReport(
                document: document,
                program: storage,
                secrets: secrets(in: document)
            )
            return report.findings(problems)
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
