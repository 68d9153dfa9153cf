package import ConfigDocument
package import SchemaValidation

/// A single change to a document in a migration to the next schema version.
package enum MigrationStep: Sendable, Equatable {
    /// Sets a member that the old version does not have. An existing one is kept.
    case add(MigrationPath, DocumentValue)
    /// Removes a member; its value is lost.
    case remove(MigrationPath)
    /// Removes every member of an object except these; the values of the others are lost.
    case keep(MigrationPath, members: [String])
    case rename(MigrationPath, to: String)
    case move(MigrationPath, to: MigrationPath)
    /// Moves members of an object up, beside it, and removes the object if it becomes empty.
    case hoist(MigrationPath, members: [String])
    /// Moves members down, into an object beside them, which is created if missing.
    case plunge(MigrationPath, members: [String])
    /// Wraps a value in an array.
    case wrap(MigrationPath)
    /// Replaces an array by its first element.
    case head(MigrationPath)
    /// Replaces values by others; values that are not listed are kept.
    case map(MigrationPath, [ValuePair])
    /// Converts scalars to another type: see `JSONType.convertible`.
    case convert(MigrationPath, to: JSONType, from: JSONType?)
    /// Multiplies numbers, because their unit changes.
    case scale(MigrationPath, UnitFactor)
    /// Replaces texts by the values of an enumeration.
    case choose(MigrationPath, EnumChoice)
    /// Splits a text at a separator into an array.
    case split(MigrationPath, TextSeparation)
    /// Joins the elements of an array with a separator to a text.
    case join(MigrationPath, TextSeparation)
    /// Sets a member that is missing or null.
    case setDefault(MigrationPath, DocumentValue)
    /// A function of the application that works on the old and the new struct.
    case custom(String)

    package struct ValuePair: Sendable, Equatable {
        package var old: DocumentValue
        package var new: DocumentValue

        package init(old: DocumentValue, new: DocumentValue) { (self.old, self.new) = (old, new) }
    }
}

extension MigrationStep {
    /// The reverse of a step.
    package enum Inverse: Sendable, Equatable {
        /// A step that reverses it for every document.
        case exact(MigrationStep)
        /// Nothing to reverse: the value that the step sets is valid in the old version too.
        case nothing
        /// Not reversible, with the reason.
        case none(String)
    }

    package var inverse: Inverse {
        switch self {
        case .add(let path, _): return .exact(.remove(path))
        case .remove(let path): return .none("the value of \(path) is lost")
        case .keep(let path, _): return .none("the other members of \(path) are lost")
        case .rename(let path, let name):
            guard let key = path.key else { return .none("\(path) has no name") }
            return .exact(.rename(path.replacingKey(name), to: key))
        case .move(let path, let target): return .exact(.move(target, to: path))
        case .hoist(let path, let members): return .exact(.plunge(path, members: members))
        case .plunge(let path, let members): return .exact(.hoist(path, members: members))
        case .wrap(let path): return .exact(.head(path))
        case .head(let path): return .none("the other elements of \(path) are lost")
        case .map(let path, let pairs):
            let isInjective = pairs.indices.allSatisfy { index in
                !pairs[..<index].contains { $0.new == pairs[index].new }
            }
            guard isInjective else {
                return .none("different values of \(path) have become the same")
            }
            return .exact(.map(path, pairs.map { ValuePair(old: $0.new, new: $0.old) }))
        case .convert(let path, let type, let old):
            guard let old else { return .none("the file does not record the old type of \(path)") }
            return .exact(.convert(path, to: old, from: type))
        case .scale(let path, let factor):
            guard let inverse = factor.inverse else { return .none("\(path) was rounded") }
            return .exact(.scale(path, inverse))
        case .choose(let path, let choice):
            return choice.fallback == nil
                ? .nothing : .none("several values of \(path) have become the same")
        case .split(let path, let separation): return .exact(.join(path, separation))
        case .join(let path, let separation): return .exact(.split(path, separation))
        case .setDefault: return .nothing
        case .custom(let name): return .none("the custom step \"\(name)\" has no inverse")
        }
    }

    /// The path of the step; nil for custom steps.
    package var path: MigrationPath? {
        switch self {
        case .add(let path, _), .remove(let path), .keep(let path, _), .rename(let path, _),
            .move(let path, _),
            .hoist(let path, _), .plunge(let path, _), .wrap(let path), .head(let path),
            .map(let path, _), .convert(let path, _, _), .scale(let path, _),
            .choose(let path, _), .split(let path, _), .join(let path, _),
            .setDefault(let path, _):
            path
        case .custom: nil
        }
    }
}

extension JSONType {
    /// The types that a step converts values to.
    static let convertible: [JSONType] = [.string, .integer, .number, .boolean]
}
