/// What an instruction does. Each is one assertion or applicator of the validation program.
enum Operation: UInt8 {
    /// The schema's assertions end here: the value is accepted. Annotations follow.
    case end
    /// The block ends here, after its annotations.
    case endBlock
    /// Refuses the kinds that it applies to: `type`, `false`, and enums without a value of a kind.
    case reject
    /// Refuses numbers that are not integers.
    case integer
    /// draft-04: refuses numbers that are not written as integers.
    case integerLiteral
    /// a: index of a `NumberRange`.
    case range
    /// a: index of a divisor.
    case multipleOf
    /// b, c: fewest and most code points.
    case length
    /// a: index of a pattern.
    case pattern
    /// a: raw value of a `Format`.
    case format
    /// a: index of a `Content`.
    case content
    /// a, b: start and mask of a table of slots: strings of which one must match.
    case stringEnum
    /// a, b: start and count of constants, of which one must be equal.
    case equal
    /// b, c: fewest and most members of an object.
    case memberCount
    /// a: index of an `ObjectTable`: properties, patternProperties, additionalProperties, required.
    case object
    /// a, b: start and count of words: strings that must all be keys.
    case required
    /// a: string; b, c: start and count of words: strings that must be keys where `a` is one.
    case dependentRequired
    /// a: block to apply where the string `b` is a key.
    case dependentSchema
    /// a: block to apply to each key.
    case propertyNames
    /// b, c: fewest and most elements of an array.
    case elementCount
    /// a, b: start and count of branches, one for each of the first elements.
    case prefixItems
    /// a: block for the elements from position b on.
    case items
    /// a: block; b, c: fewest and most elements that match it. Flag: matches count as evaluated.
    case contains
    case uniqueItems
    /// a: block to apply to the same value.
    case call
    /// a: block to apply to the same value; b: the resource that this enters.
    case callResource
    /// a: block without a match in the dynamic scope; b: dynamic anchor; c: its resource.
    case dynamicCall
    /// a, b: start and count of branches.
    case anyOf
    case oneOf
    /// a: block that must not accept the value.
    case not
    /// a: block of the condition; b, c: blocks of `then` and `else`.
    case conditional
    /// a: block of all other keywords; b: block for the members that they did not evaluate.
    case unevaluatedProperties
    /// a: block of all other keywords; b: block for the elements that they did not evaluate.
    case unevaluatedItems
    /// An annotation: a: index of a constant with its value; b: a raw `AnnotationKind`.
    case annotation
}

/// One instruction: 16 bytes.
struct Instruction: Equatable {
    var operation: Operation
    var flags: UInt8 = 0
    /// The kinds of values that it applies to, as bits; others pass.
    var kinds: KindMask
    var a: UInt32 = 0
    var b: UInt32 = 0
    var c: UInt32 = 0

    /// `contains`: matches count as evaluated (2020-12).
    static let marksMatches: UInt8 = 1
}

/// A set of kinds of tape entries.
struct KindMask: OptionSet, Hashable {
    var rawValue: UInt16

    static let null = KindMask(rawValue: 1 << 0)
    static let boolean = KindMask(rawValue: 1 << 1 | 1 << 2)
    static let integer = KindMask(rawValue: 1 << 3)
    static let fractional = KindMask(rawValue: 1 << 4 | 1 << 5)
    static let number: KindMask = [.integer, .fractional]
    /// Keys are strings too, for `propertyNames`.
    static let string = KindMask(rawValue: 1 << 6 | 1 << 9)
    static let object = KindMask(rawValue: 1 << 7)
    static let array = KindMask(rawValue: 1 << 8)
    static let all: KindMask = [.null, .boolean, .number, .string, .object, .array]
}

/// Where a block starts in the code. The first two blocks of every program are the constant ones.
enum Block {
    static let accept: UInt32 = 0
    static let reject: UInt32 = 1
}

/// A schema inside a list: where its block starts, and what the kind of a value alone decides.
struct Branch: Equatable {
    var block: UInt32
    /// Kinds that are accepted without a look at the value.
    var accepted: KindMask
    /// Kinds that may be accepted; all others are refused.
    var possible: KindMask
}

/// A key in a table that is searched by hash: a property, or a string of an enum.
struct Slot: Equatable {
    var hash: UInt64 = 0
    /// The text, in the program's bytes.
    var start: UInt32 = 0
    /// In bytes; `emptyLength` marks a free slot.
    var length: UInt32 = Slot.emptyLength
    var block: UInt32 = Block.accept
    /// Kinds that the block accepts without a look at the value.
    var accepted = KindMask()
    /// Bit in the mask of required properties, or `noBit`.
    var requiredBit: UInt8 = Slot.noBit
    /// False for a key that is only required: `properties` does not name it.
    var isProperty = false

    static let emptyLength = UInt32.max
    static let noBit: UInt8 = 63
}

/// Everything that one pass over an object's members checks.
struct ObjectTable: Equatable {
    var slots: UInt32 = 0
    var slotMask: UInt32 = 0
    var patterns: UInt32 = 0
    var patternCount: UInt32 = 0
    var additional: UInt32 = Block.accept
    var additionalAccepted = KindMask.all
    /// Whether `additionalProperties` is there, so that members beyond count as evaluated.
    var hasAdditional = false
    var required: UInt64 = 0
}

/// One entry of `patternProperties`.
struct PatternSlot: Equatable {
    var pattern: UInt32
    var block: UInt32
    var accepted: KindMask
}

/// The bounds of a number, in three forms, each exact for one kind of number.
struct NumberRange: Equatable {
    /// Inclusive bounds for integers.
    var lowInteger = Int64.min
    var highInteger = Int64.max
    /// Bounds for doubles. A decimal bound that is no short double is in `hasLongBound`.
    var low = -Double.infinity
    var high = Double.infinity
    var isLowExclusive = false
    var isHighExclusive = false
    /// Bounds that doubles cannot hold: `lowText` and `highText` decide.
    var hasLongBound = false
    /// Indexes of the bounds' texts, or `UInt32.max`.
    var lowText = UInt32.max
    var highText = UInt32.max
}
