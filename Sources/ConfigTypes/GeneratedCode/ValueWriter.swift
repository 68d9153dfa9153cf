public import ConfigDocument

/// A writer of one value of a document. Without any writes, the value is an empty object.
public struct ValueWriter {
    private var object = DocumentObject()
    /// The value, if it was written as a whole; nil for an object.
    private var written: DocumentValue?
    /// Values that a document cannot represent, with their paths.
    private(set) var faults: [Fault] = []

    package struct Fault {
        package var path: DocumentPath
        var message: String
    }

    init() {}

    /// Returns the written value, and the faults in it.
    package static func write(_ value: some ConfigConvertible) -> (
        value: DocumentValue, faults: [Fault]
    ) {
        var writer = ValueWriter()
        value.write(to: &writer)
        return (writer.result, writer.faults)
    }

    package static func value(of value: any ConfigConvertible) -> DocumentValue {
        write(value).value
    }

    private var result: DocumentValue { written ?? .object(object) }

    mutating func fault(_ message: String, at step: DocumentPath.Step) {
        faults.append(Fault(path: [step], message: message))
    }

    private mutating func child(
        _ value: some ConfigConvertible,
        at step: DocumentPath.Step
    ) -> DocumentValue {
        let child = Self.write(value)
        for fault in child.faults {
            faults.append(Fault(path: fault.path.behind(step), message: fault.message))
        }
        return child.value
    }
}

// MARK: - The value itself

extension ValueWriter {
    /// Writes `null`.
    public mutating func null() { written = .null }
    /// Writes a boolean.
    public mutating func bool(_ value: Bool) { written = .bool(value) }
    /// Writes an integer.
    public mutating func int(_ value: Int) { written = .int(value) }
    /// Writes a string.
    public mutating func string(_ value: String) { written = .string(value) }

    /// Writes a number, without a fraction if it is whole. A number that is not finite is recorded
    /// as a fault, and nothing is saved.
    public mutating func double(_ value: Double) {
        guard value.isFinite else {
            faults.append(
                Fault(path: [], message: "is \(value); a document can contain only finite numbers")
            )
            written = .null
            return
        }
        // Bound: below 1e15.
        let isWhole = abs(value) < 1e15 && value == value.rounded() && value.sign == .plus
        // `30` reads better than `30.0`, and is equal in JSON Schema.
        written =
            isWhole || (value < 0 && value > -1e15 && value == value.rounded())
            ? .int(Int(value)) : .double(value)
    }

    /// Writes another value in place of this one.
    public mutating func value(_ value: some ConfigConvertible) { value.write(to: &self) }
    /// Writes a tree of values.
    public mutating func value(_ value: DocumentValue) { written = value }

    mutating func integer(_ value: some FixedWidthInteger) {
        written = Int(exactly: value).map(DocumentValue.int) ?? .number("\(value)")
    }

    /// Writes an array, or appends to one begun with `element`.
    public mutating func elements(_ values: [some ConfigConvertible]) {
        var elements = written?.array ?? []
        elements.reserveCapacity(elements.count + values.count)
        for value in values { elements.append(child(value, at: .index(elements.count))) }
        written = .array(elements)
    }

    /// Appends an element to the array.
    public mutating func element(_ value: some ConfigConvertible) { elements([value]) }

    /// Appends an element unless it is nil.
    public mutating func optionalElement(_ value: (some ConfigConvertible)?) {
        elements(value.map { [$0] } ?? [])
    }
}

// MARK: - Members

extension ValueWriter {
    /// Writes a property.
    public mutating func bool(_ key: StaticString, _ value: Bool) {
        object["\(key)"] = .bool(value)
    }
    /// Writes a property.
    public mutating func int(_ key: StaticString, _ value: Int) { object["\(key)"] = .int(value) }

    /// Writes a property.
    public mutating func string(_ key: StaticString, _ value: String) {
        object["\(key)"] = .string(value)
    }

    /// Writes a property.
    public mutating func double(_ key: StaticString, _ value: Double) { self.value(key, value) }

    /// Writes a property.
    public mutating func value(_ key: StaticString, _ value: some ConfigConvertible) {
        object["\(key)"] = child(value, at: .key("\(key)"))
    }

    /// Writes a property, unless it is nil.
    public mutating func optionalBool(_ key: StaticString, _ value: Bool?) {
        if let value { bool(key, value) }
    }

    /// Writes a property, unless it is nil.
    public mutating func optionalInt(_ key: StaticString, _ value: Int?) {
        if let value { int(key, value) }
    }

    /// Writes a property, unless it is nil.
    public mutating func optionalDouble(_ key: StaticString, _ value: Double?) {
        if let value { double(key, value) }
    }

    /// Writes a property, unless it is nil.
    public mutating func optionalString(_ key: StaticString, _ value: String?) {
        if let value { string(key, value) }
    }

    /// Writes a property, unless it is nil.
    public mutating func optionalValue(_ key: StaticString, _ value: (some ConfigConvertible)?) {
        if let value { self.value(key, value) }
    }

    /// Writes a property, unless it is absent.
    public mutating func nullable(_ key: StaticString, _ value: Nullable<some ConfigConvertible>) {
        switch value {
        case .absent: break
        case .null: object["\(key)"] = .null
        case .set(let value): self.value(key, value)
        }
    }

    /// Writes further members, sorted by key.
    public mutating func rest(_ members: [String: some ConfigConvertible]) {
        for (key, value) in members.sorted(by: {
            $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
        }) {
            object[key] = child(value, at: .key(key))
        }
    }

    /// Removes members that were absent when read and still equal their default, and adds those
    /// missing from the schema. Called last.
    public mutating func extras(_ extras: ConfigExtras) {
        if let value = extras.value { written = value } else { extras.complete(&object) }
    }
}
