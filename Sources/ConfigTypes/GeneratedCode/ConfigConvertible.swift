/// A value that can be read from a document and written to one.
///
/// All generated types conform, and so do `Bool`, `String`, the number types, arrays, dictionaries
/// with `String` keys, optionals and `DocumentValue`. Conform a custom type to use it in a schema
/// with `x-swift-type`:
///
///     extension Celsius: ConfigConvertible {
///         init(reading value: inout ValueReader) { self.init(degrees: value.double()) }
///         func write(to value: inout ValueWriter) { value.double(degrees) }
///     }
public protocol ConfigConvertible: Sendable {
    /// Reads the value. It never fails: a value that does not fit is recorded as a located finding,
    /// and the blank returned in its place is discarded with the whole result.
    init(reading value: inout ValueReader)
    func write(to value: inout ValueWriter)
}

extension ConfigConvertible {
    /// A copy with one property changed: for types with more than 100 properties, whose
    /// initialisers only take the required ones.
    ///
    ///     let limits = Limits(name: "small").setting(\.memory, to: 512)
    public func setting<Value>(_ path: WritableKeyPath<Self, Value>, to value: Value) -> Self {
        var copy = self
        copy[keyPath: path] = value
        return copy
    }
}

/// The type of a whole document, generated from a schema file.
public protocol ConfigType: ConfigConvertible {
    associatedtype History: ConfigHistory = NoHistory

    static var schema: CompiledSchema { get }
    /// The versions of the schema, with the migrations between them.
    static var migrations: History { get }
}

extension ConfigType where History == NoHistory {
    /// The migrations of a type without older versions: none.
    public static var migrations: NoHistory { NoHistory() }
}
