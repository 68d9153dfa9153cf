import ConfigDocument

/// Sets are written in the order of their elements' strings; generated properties keep the order of
/// the document as long as the set is unchanged.
extension Set: ConfigConvertible where Element: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        let elements: [Element] = value.elements()
        self = Set(elements)
        if count < elements.count {
            value.note("has elements that differ in JSON but are equal as \(Element.self)")
        }
    }

    public func write(to value: inout ValueWriter) {
        let emitter = JSONEmitter(indent: nil)
        let written = map { ValueWriter.value(of: $0) }
            .map { (value: $0, text: emitter.emit($0)) }
            .sorted { $0.text.lexicographicallyPrecedes($1.text) }
        value.value(.array(written.map(\.value)))
    }
}

extension ValueReader {
    /// Reads a required property, and records the order of the elements for saves.
    public mutating func set<Element: ConfigConvertible & Hashable>(
        _ key: StaticString
    ) -> Set<Element> {
        keepOrder(key)
        return value(key)
    }

    /// Reads a property with a default.
    public mutating func set<Element: ConfigConvertible & Hashable>(
        _ key: StaticString,
        default elements: Set<Element>
    ) -> Set<Element> {
        keepOrder(key)
        return value(key, default: elements)
    }

    /// Reads a property that may be absent; null counts as absent.
    public mutating func optionalSet<Element: ConfigConvertible & Hashable>(
        _ key: StaticString
    ) -> Set<Element>? {
        keepOrder(key)
        return optionalValue(key)
    }

    private mutating func keepOrder(_ key: StaticString) {
        let found = find(key)
        guard found >= 0, let elements = DocumentValue(context.cursor(at: found)).array else {
            return
        }
        noteOrder(key, elements)
    }
}

extension ValueWriter {
    /// Writes a property; `extras` restores the order of the document later.
    public mutating func set<Element: ConfigConvertible & Hashable>(
        _ key: StaticString,
        _ elements: Set<Element>
    ) {
        value(key, elements)
    }

    /// Writes a property, unless it is nil.
    public mutating func optionalSet<Element: ConfigConvertible & Hashable>(
        _ key: StaticString,
        _ elements: Set<Element>?
    ) {
        optionalValue(key, elements)
    }
}
