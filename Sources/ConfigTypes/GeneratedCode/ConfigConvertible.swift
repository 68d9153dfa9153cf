/// A value that can be read from a document and written to one.
///
/// All generated types conform, and so do `Bool`, `String`, the number types, arrays, dictionaries
/// with `String` keys, optionals and `DocumentValue`. Conform a type of your own to name it in a
/// schema with `x-swift-type`:
///
///     extension Celsius: ConfigConvertible {
///         init(reading value: inout ValueReader) { self.init(degrees: value.double()) }
///         func write(to value: inout ValueWriter) { value.double(degrees) }
///     }
public protocol ConfigConvertible: Sendable {
    /// Reads the value. Never fails: what does not fit is noted as a located finding, and some
    /// blank value is handed back, which is discarded together with the whole result.
    init(reading value: inout ValueReader)
    func write(to value: inout ValueWriter)
}

extension ConfigConvertible {
    /// The value with a property changed: for the types of more than 100 properties, whose
    /// initialisers take only those that are required.
    ///
    ///     let limits = Limits(name: "small").setting(\.memory, to: 512)
    public func setting<Value>(_ path: WritableKeyPath<Self, Value>, to value: Value) -> Self {
        var copy = self
        copy[keyPath: path] = value
        return copy
    }
}

/// The type of a whole document: what a schema file becomes.
public protocol ConfigType: ConfigConvertible {
    associatedtype History: ConfigHistory = NoHistory

    static var schema: CompiledSchema { get }
    /// The versions of the schema, and what leads from each to the next.
    static var migrations: History { get }
}

extension ConfigType where History == NoHistory {
    /// A type without older versions.
    public static var migrations: NoHistory { NoHistory() }
}
