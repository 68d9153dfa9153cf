import ConfigDocument
import ConfigTypes
import SchemaValidation

extension DocumentValue {
    /// The written form of a value, with quantities as texts where a document has them as texts: `30s`
    /// stays as it is where the value still has thirty seconds, and becomes `45s` otherwise.
    func keepingTexts<Value: ConfigType>(of document: Document, as type: Value.Type)
        -> DocumentValue
    {
        let (read, units) = Value.rewritten(document)
        if units.isEmpty { return self }
        let old = DocumentValue(document.root)
        var texts = QuantityTexts(units: units, isChanging: true)
        let result = texts.kept(self, over: old, readAs: read, at: [])
        guard texts.hasChanged, !result.isAccepted(by: Value.schema) else { return result }
        // Texts may have to match a pattern.
        texts.isChanging = false
        return texts.kept(self, over: old, readAs: read, at: [])
    }

    func isAccepted(by schema: CompiledSchema) -> Bool {
        guard let program = try? schema.program(),
            let document = try? Document(parsing: encoded(as: .json), as: .json)
        else { return false }
        return program.accepts(document)
    }
}

/// The quantities of a document that are texts.
private struct QuantityTexts {
    let units: [DocumentPath: QuantityUnit]
    /// True if other amounts are written as texts too.
    var isChanging: Bool
    private(set) var hasChanged = false

    init(units: [DocumentPath: QuantityUnit], isChanging: Bool) {
        self.units = units
        self.isChanging = isChanging
    }

    mutating func kept(
        _ new: DocumentValue,
        over old: DocumentValue,
        readAs read: DocumentValue,
        at path: DocumentPath
    ) -> DocumentValue {
        switch (new, old, read) {
        case (.object(var object), .object(let old), .object(let read)):
            for (key, member) in object.members {
                guard let old = old[key], let read = read[key] else { continue }
                object[key] = kept(member, over: old, readAs: read, at: path + [.key(key)])
            }
            return .object(object)
        case (.array(let elements), .array(let old), .array(let read)):
            var result = elements
            for index in elements.indices where index < old.count && index < read.count {
                result[index] = kept(
                    elements[index],
                    over: old[index],
                    readAs: read[index],
                    at: path + [.index(index)]
                )
            }
            return .array(result)
        case (_, .string(let text), _):
            guard let unit = units[path] else { return new }
            if new == read { return old }
            return changed(new, like: text, unit) ?? new
        default: return new
        }
    }

    private mutating func changed(
        _ new: DocumentValue,
        like text: String,
        _ unit: QuantityUnit
    ) -> DocumentValue? {
        let amount: Int128? =
            switch new {
            case .int(let count): ScaledNumber.product("\(count)", unit.size)
            case .number(let count): ScaledNumber.product(count, unit.size)
            // The number is not a finite decimal.
            case .string(let text): (try? QuantityText(text, isDuration: unit.isDuration))?.amount
            default: nil
            }
        guard isChanging, let amount,
            let text = QuantityText.text(of: amount, like: text, isDuration: unit.isDuration)
        else { return nil }
        hasChanged = true
        return .string(text)
    }
}
