package import ConfigDocument

/// One small change of documents on their way to the next version of a schema.
package enum MigrationStep: Sendable, Equatable {
    /// Sets a member that the old version did not know. One that is there is kept.
    case add(MigrationPath, DocumentValue)
    /// Drops a member: what it holds is lost.
    case remove(MigrationPath)
    /// Drops every member of an object but these: what the others hold is lost.
    case keep(MigrationPath, members: [String])
    case rename(MigrationPath, to: String)
    case move(MigrationPath, to: MigrationPath)
    /// Members of an object move up, beside the object, which goes when nothing is left in it.
    case hoist(MigrationPath, members: [String])
    /// Members move down, into an object beside them, which is made where it is missing.
    case plunge(MigrationPath, members: [String])
    /// A value becomes an array that holds it alone.
    case wrap(MigrationPath)
    /// An array becomes its first element.
    case head(MigrationPath)
    /// Values become others; those that are not listed stay.
    case map(MigrationPath, [ValuePair])
    case convert(MigrationPath, to: ScalarType, from: ScalarType?)
    /// Numbers are multiplied, since they count another unit.
    case scale(MigrationPath, UnitFactor)
    /// Sets a member where it is missing or null.
    case setDefault(MigrationPath, DocumentValue)
    /// A function of the application, over the old and the new struct.
    case custom(String)

    package struct ValuePair: Sendable, Equatable {
        package var old: DocumentValue
        package var new: DocumentValue

        package init(old: DocumentValue, new: DocumentValue) { (self.old, self.new) = (old, new) }
    }

    package enum ScalarType: String, Sendable, CaseIterable {
        case string, integer, number, boolean
    }
}

extension MigrationStep {
    /// What undoes a step.
    package enum Inverse: Sendable, Equatable {
        /// Undoes it for every document.
        case exact(MigrationStep)
        /// The old version needs nothing undone: what the step has set is valid there too.
        case nothing
        /// Cannot be undone, and why.
        case none(String)
    }

    package var inverse: Inverse {
        switch self {
        case .add(let path, _): return .exact(.remove(path))
        case .remove(let path): return .none("what \(path) held is gone")
        case .keep(let path, _): return .none("what else \(path) held is gone")
        case .rename(let path, let name):
            guard let key = path.key else { return .none("\(path) has no name") }
            return .exact(.rename(path.replacingKey(name), to: key))
        case .move(let path, let target): return .exact(.move(target, to: path))
        case .hoist(let path, let members): return .exact(.plunge(path, members: members))
        case .plunge(let path, let members): return .exact(.hoist(path, members: members))
        case .wrap(let path): return .exact(.head(path))
        case .head(let path): return .none("the further elements of \(path) are gone")
        case .map(let path, let pairs):
            let isInjective = pairs.indices.allSatisfy { index in
                !pairs[..<index].contains { $0.new == pairs[index].new }
            }
            guard isInjective else {
                return .none("several values of \(path) have become the same")
            }
            return .exact(.map(path, pairs.map { ValuePair(old: $0.new, new: $0.old) }))
        case .convert(let path, let type, let old):
            guard let old else { return .none("the file does not say what type \(path) had") }
            return .exact(.convert(path, to: old, from: type))
        case .scale(let path, let factor):
            guard let inverse = factor.inverse else { return .none("\(path) was scaled") }
            return .exact(.scale(path, inverse))
        case .setDefault: return .nothing
        case .custom(let name): return .none("the custom step \"\(name)\" has no inverse")
        }
    }

    /// What the step is about; nil for custom steps.
    package var path: MigrationPath? {
        switch self {
        case .add(let path, _), .remove(let path), .keep(let path, _), .rename(let path, _),
            .move(let path, _),
            .hoist(let path, _), .plunge(let path, _), .wrap(let path), .head(let path),
            .map(let path, _), .convert(let path, _, _), .scale(let path, _),
            .setDefault(let path, _):
            path
        case .custom: nil
        }
    }

    /// Whether the step may drop what a document holds.
    package var isDestructive: Bool {
        switch self {
        case .remove, .keep, .head: true
        case .map(_, let pairs):
            pairs.indices.contains { index in
                pairs[..<index].contains { $0.new == pairs[index].new }
            }
        default: false
        }
    }
}
