/// A path to a value in a document: keys of objects and positions in arrays, outermost first.
///
/// It has two spellings. A JSON Pointer (RFC 6901) such as `/servers/0/port` does not distinguish
/// keys from positions: a step of digits is a position where the value is an array. The dotted
/// spelling, `servers[0].port`, has positions in brackets; they never name a member. Two paths are
/// equal where their pointers are.
public struct DocumentPath: Sendable, Hashable {
    private var steps: [Step]

    /// The path of these keys and positions, as in a JSON Pointer; the whole document without any.
    public init(tokens: [String]) { steps = tokens.map(Step.key) }

    /// The keys and positions on the way, unescaped, outermost first.
    public var tokens: [String] { steps.map(\.token) }

    /// The path to a member of the value.
    public static func / (path: DocumentPath, key: String) -> DocumentPath {
        path + CollectionOfOne(Step.key(key))
    }

    /// The path to an element of the value.
    public static func / (path: DocumentPath, index: Int) -> DocumentPath {
        path + CollectionOfOne(Step.index(index))
    }

    /// The path that begins with one more step.
    package func behind(_ step: Step) -> DocumentPath { CollectionOfOne(step) + self }
}

extension DocumentPath {
    /// One step from a value to one inside it.
    public struct Step: Sendable {
        /// The key, or the digits of a position.
        public let token: String
        /// True if it cannot be a key.
        package let isPosition: Bool

        private init(token: String, isPosition: Bool) {
            self.token = token
            self.isPosition = isPosition
        }

        /// To the member with this key; in an array, digits are a position.
        public static func key(_ key: String) -> Step { Step(token: key, isPosition: false) }

        /// To an element of an array.
        public static func index(_ index: Int) -> Step {
            Step(token: "\(index)", isPosition: true)
        }

        /// To an element of an array, by digits as they were typed.
        static func index(digits: String) -> Step { Step(token: digits, isPosition: true) }

        /// The position that it is in an array: digits without a leading zero. One of too many
        /// digits is beyond the end of any array.
        package var position: Int? {
            let isDecimal = !token.isEmpty && token.utf8.allSatisfy { 0x30...0x39 ~= $0 }
            guard isDecimal, token == "0" || token.utf8.first != 0x30 else { return nil }
            return Int(token) ?? .max
        }
    }
}

extension DocumentPath.Step: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.token == right.token }
    public func hash(into hasher: inout Hasher) { hasher.combine(token) }
}

extension DocumentPath.Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .key(value) }
    public init(integerLiteral value: Int) { self = .index(value) }
}

extension DocumentPath: RandomAccessCollection, RangeReplaceableCollection {
    public init() { steps = [] }

    /// The path of these steps, outermost first.
    public init(_ steps: some Sequence<Step>) { self.steps = Array(steps) }

    public var startIndex: Int { steps.startIndex }
    public var endIndex: Int { steps.endIndex }
    public subscript(position: Int) -> Step { steps[position] }

    public mutating func replaceSubrange(
        _ range: Range<Int>,
        with newSteps: some Collection<Step>
    ) {
        steps.replaceSubrange(range, with: newSteps)
    }
}

extension DocumentPath: ExpressibleByArrayLiteral {
    public init(arrayLiteral steps: Step...) { self.steps = steps }
}

// MARK: - Walking

extension Sequence<DocumentPath.Step> {
    /// The value that the steps lead to, or nil if one of them leads nowhere.
    package func followed<Value>(
        from root: Value,
        _ next: (Value, DocumentPath.Step) -> Value?
    ) -> Value? {
        var value = root
        for step in self {
            guard let inner = next(value, step) else { return nil }
            value = inner
        }
        return value
    }
}

extension DocumentPath {
    /// The same path with the steps marked that lead to elements in a value.
    package func resolved(in root: DocumentValue) -> DocumentPath {
        var value: DocumentValue? = .some(root)
        return DocumentPath(
            steps.map { step in
                let index = value?.array == nil ? nil : step.position
                value = value?.child(at: step)
                return index.map { .index($0) } ?? step
            }
        )
    }
}

extension Cursor {
    /// The value at a path, or nil.
    public subscript(path: DocumentPath) -> Cursor? {
        path.followed(from: self) { $0.child(at: $1) }
    }

    /// The member or element that a step leads to.
    package func child(at step: DocumentPath.Step) -> Cursor? {
        if isArray { return step.position.flatMap { self[$0] } }
        return step.isPosition ? nil : self[step.token]
    }
}

extension DocumentValue {
    /// The value at a path, or nil.
    public subscript(path: DocumentPath) -> DocumentValue? {
        path.followed(from: self) { $0.child(at: $1) }
    }

    /// The member or element that a step leads to.
    package func child(at step: DocumentPath.Step) -> DocumentValue? {
        if array != nil { return step.position.flatMap { self[$0] } }
        return step.isPosition ? nil : self[step.token]
    }
}
