/// Indirect storage, for types that contain themselves:
///
///     struct Rule: Sendable {
///         @Box var otherwise: Rule?
///     }
///
/// It has value semantics: changing a copy leaves the original unchanged. Generated code assigns
/// the storage, `_otherwise = object.value("otherwise")`, because the blank of an absent value is
/// an empty box: a type that contains itself has no other blank.
@propertyWrapper
@dynamicMemberLookup
public struct Box<Value> {
    private var content: Content

    private final class Content {
        /// Nil only in a blank, which a program never receives.
        var stored: Value?

        init(_ value: Value?) { stored = value }

        var value: Value {
            get {
                guard let stored else { preconditionFailure("a blank was used") }
                return stored
            }
            _modify {
                guard stored != nil else { preconditionFailure("a blank was used") }
                yield &stored!
            }
        }
    }

    /// Moves a value to the heap.
    public init(wrappedValue: Value) { content = Content(wrappedValue) }

    /// Moves a value to the heap, for elements of arrays and dictionaries.
    public init(_ value: Value) { content = Content(value) }

    /// The value; a shared box is copied before it is changed.
    public var wrappedValue: Value {
        get { content.value }
        _modify {
            if !isKnownUniquelyReferenced(&content) { content = Content(content.value) }
            yield &content.value
        }
    }

    /// The value, for a box that is not used as a property wrapper.
    public var value: Value {
        get { wrappedValue }
        _modify { yield &wrappedValue }
    }

    /// The members of the value.
    public subscript<Member>(dynamicMember path: WritableKeyPath<Value, Member>) -> Member {
        get { wrappedValue[keyPath: path] }
        _modify { yield &wrappedValue[keyPath: path] }
    }
}

/// The content is mutated only while a single box refers to it.
extension Box: @unchecked Sendable where Value: Sendable {}

extension Box: Equatable where Value: Equatable {
    public static func == (left: Box, right: Box) -> Bool {
        left.content === right.content || left.wrappedValue == right.wrappedValue
    }
}

extension Box: Hashable where Value: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}

extension Box: CustomStringConvertible, CustomReflectable {
    public var description: String { "\(wrappedValue)" }
    public var customMirror: Mirror { Mirror(reflecting: wrappedValue) }
}

extension Box: ConfigConvertible where Value: ConfigConvertible {
    public init(reading value: inout ValueReader) {
        content = Content(value.isAbsent ? nil : Value(reading: &value))
    }

    public func write(to value: inout ValueWriter) { wrappedValue.write(to: &value) }
}
