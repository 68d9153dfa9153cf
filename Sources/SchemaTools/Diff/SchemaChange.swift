public import ConfigDocument
import SchemaCompiler

/// A difference between two versions of a schema, with its effect on documents that were valid
/// before.
public struct SchemaChange: Sendable {
    /// The effect of a change on documents, harmless ones first.
    public enum Severity: String, Sendable, CaseIterable, Comparable {
        /// Every document stays valid, with the same meaning.
        case safe
        /// Documents must change, and a migration step does that without a decision or a loss.
        case automatic
        /// Documents stay valid, but their meaning may change.
        case behavioural
        /// A step can make documents valid, but loses data.
        case lossy
        /// Documents may become invalid, and the author must decide how to migrate them.
        case breaking
        /// Undecided: documents may become invalid.
        case unknown

        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The kinds of changes.
    public enum Kind: String, Sendable, CaseIterable {
        case propertyAdded, propertyRemoved, propertyRenamed, propertyMoved
        case becameRequired, becameOptional
        case nullAllowed, nullDisallowed
        case typeWidened, typeNarrowed, typeChanged
        case scalarToArray, arrayToScalar
        case enumValueAdded, enumValueRemoved, enumValueRenamed
        case valuesRestricted, valuesUnrestricted, constChanged
        case defaultChanged
        case variableChanged
        case boundsTightened, boundsLoosened
        case patternChanged, formatChanged
        case objectClosed, objectOpened, namesChanged
        case branchAdded, branchRemoved, branchRetagged
        case tupleChanged, uniqueItemsChanged
        case unitChanged
        case undecidable
    }

    /// A location in the text of a schema.
    public struct Place: Sendable, Hashable {
        /// The schema file.
        public var file: String
        /// Line and column in it.
        public var position: SourcePosition
        /// The location as a JSON Pointer.
        public var location: String
    }

    /// The kind of change.
    public var kind: Kind
    /// The effect on documents.
    public var severity: Severity
    /// The location in documents: a JSON Pointer in which `*` matches every member or element. In a
    /// pointer of more than 256 levels, `…` replaces the middle ones.
    public var path: String
    /// Further locations in documents, if several settings share a schema.
    public var alsoAt: [String] = []
    /// A description of the difference.
    public var reason: String
    /// The action to take.
    public var action: String
    /// The place in the old schema; nil for an addition.
    public var old: Place?
    /// The place in the new schema; nil for a removal.
    public var new: Place?
}
