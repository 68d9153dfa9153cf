import ConfigDocument
import MigrationSteps
import SchemaValidation

extension TextSeparation {
    /// The elements, without the spaces around them; none for an empty text. An array and null are
    /// unchanged.
    func split(
        _ value: DocumentValue,
        at place: DocumentPath
    ) throws(MigrationFault) -> DocumentValue {
        if value.isNull || value.array != nil { return value }
        guard case .string(let text) = try JSONType.string.converted(value, at: place) else {
            return value
        }
        if text.allSatisfy(\.isWhitespace) { return [] }
        var elements: [DocumentValue] = []
        for part in text.split(separator: separator, omittingEmptySubsequences: false) {
            let element = DocumentValue.string(String(part.withoutSpaces))
            elements.append(try items?.converted(element, at: place) ?? element)
        }
        return .array(elements)
    }

    /// The text of an array of scalars. Other values are unchanged.
    func join(
        _ value: DocumentValue,
        at place: DocumentPath
    ) throws(MigrationFault) -> DocumentValue {
        guard let elements = value.array else { return value }
        var parts: [String] = []
        for (index, element) in elements.enumerated() {
            let text = try JSONType.string.converted(element, at: place / index).string
            guard let text, !text.contains(separator) else {
                throw MigrationFault(
                    text == nil
                        ? "null cannot be joined" : "the element contains the separator",
                    at: place / index
                )
            }
            parts.append(text)
        }
        return .string(parts.joined(separator: separator))
    }
}

extension Substring {
    fileprivate var withoutSpaces: Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
