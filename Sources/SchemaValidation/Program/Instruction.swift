/// The operation of an instruction: an assertion or applicator of the validation program.
package enum Operation: UInt8, BitwiseCopyable {
    /// Ends the schema's assertions: the value is accepted. Annotations follow.
    case end
    /// Ends the block, after its annotations.
    case endBlock
    /// Refuses values of its kinds: `type`, `false`, and enums without a value of a kind.
    case reject
    /// Refuses numbers that are not integers.
    case integer
    /// draft-04: refuses numbers that are not written as integers.
    case integerLiteral
    /// a: index of a `NumberRange`.
    case range
    /// a: index of a divisor.
    case multipleOf
    /// b, c: minimum and maximum number of code points.
    case length
    /// a: index of a pattern.
    case pattern
    /// a: raw value of a `Format`.
    case format
    /// a: index of a `Content`.
    case content
    /// a, b: start and mask of a table of slots: strings, one of which must match.
    case stringEnum
    /// a, b: start and count of constants, one of which must be equal.
    case equal
    /// b, c: minimum and maximum number of members of an object.
    case memberCount
    /// a: index of an `ObjectTable`: properties, patternProperties, additionalProperties, required.
    case object
    /// a, b: start and count of words: strings that must all be keys.
    case required
    /// a: string; b, c: start and count of words: strings that must be keys if `a` is one.
    case dependentRequired
    /// a: block to apply if the string `b` is a key.
    case dependentSchema
    /// a: block to apply to each key.
    case propertyNames
    /// b, c: minimum and maximum number of elements of an array.
    case elementCount
    /// a, b: start and count of branches, one for each of the first elements.
    case prefixItems
    /// a: block for the elements from position b on.
    case items
    /// a: block; b, c: minimum and maximum number of matching elements. Flag: matches count as
    /// evaluated.
    case contains
    case uniqueItems
    /// a: block to apply to the same value.
    case call
    /// a: block to apply to the same value; b: the resource that it enters.
    case callResource
    /// a: block used without a match in the dynamic scope; b: dynamic anchor; c: its resource.
    case dynamicCall
    /// a, b: start and count of branches.
    case anyOf
    case oneOf
    /// a: block that must refuse the value.
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
package struct Instruction: Equatable, BitwiseCopyable {
    package var operation: Operation
    package var flags: UInt8 = 0
    /// The kinds of values that it applies to, as bits; others pass.
    package var kinds: KindSet
    package var a: UInt32 = 0
    package var b: UInt32 = 0
    package var c: UInt32 = 0

    package init(
        operation: Operation,
        flags: UInt8 = 0,
        kinds: KindSet,
        a: UInt32 = 0,
        b: UInt32 = 0,
        c: UInt32 = 0
    ) {
        self.operation = operation
        self.flags = flags
        self.kinds = kinds
        self.a = a
        self.b = b
        self.c = c
    }

    /// `contains`: matches count as evaluated (2020-12).
    package static let marksMatches: UInt8 = 1
}

/// The start of a block in the code. The first two blocks of every program are the constant ones.
package enum Block {
    package static let accept: UInt32 = 0
    package static let reject: UInt32 = 1
}

/// A schema in an array: the start of its block, and the verdicts that depend only on a value's
/// kind.
package struct Branch: Equatable, BitwiseCopyable {
    package var block: UInt32
    /// Kinds that are accepted without a look at the value.
    package var accepted: KindSet
    /// Kinds that may be accepted; all others are refused.
    package var possible: KindSet

    package init(
        block: UInt32,
        accepted: KindSet,
        possible: KindSet
    ) {
        self.block = block
        self.accepted = accepted
        self.possible = possible
    }
}

/// A key in a table that is searched by hash: a property, or a string of an enum.
package struct Slot: Equatable, BitwiseCopyable {
    package var hash: UInt64 = 0
    /// The start of the string in the program's bytes.
    package var start: UInt32 = 0
    /// The length in bytes; `emptyLength` marks a free slot.
    package var length: UInt32 = Slot.emptyLength
    package var block: UInt32 = Block.accept
    /// Kinds that the block accepts without a look at the value.
    package var accepted = KindSet()
    /// Bit in the mask of required properties, or `noBit`.
    package var requiredBit: UInt8 = Slot.noBit
    /// False for a key that is required but not in `properties`.
    package var isProperty = false

    package init(
        hash: UInt64 = 0,
        start: UInt32 = 0,
        length: UInt32 = Slot.emptyLength,
        block: UInt32 = Block.accept,
        accepted: KindSet = KindSet(),
        requiredBit: UInt8 = Slot.noBit,
        isProperty: Bool = false
    ) {
        self.hash = hash
        self.start = start
        self.length = length
        self.block = block
        self.accepted = accepted
        self.requiredBit = requiredBit
        self.isProperty = isProperty
    }

    package static let emptyLength = UInt32.max
    package static let noBit: UInt8 = 63
}

/// Everything that one pass over an object's members checks.
package struct ObjectTable: Equatable, BitwiseCopyable {
    package var slots: UInt32 = 0
    package var slotMask: UInt32 = 0
    package var patterns: UInt32 = 0
    package var patternCount: UInt32 = 0
    package var additional: UInt32 = Block.accept
    package var additionalAccepted = KindSet.all
    /// True if the schema has `additionalProperties`, so that all other members count as evaluated.
    package var hasAdditional = false
    package var required: UInt64 = 0

    package init(
        slots: UInt32 = 0,
        slotMask: UInt32 = 0,
        patterns: UInt32 = 0,
        patternCount: UInt32 = 0,
        additional: UInt32 = Block.accept,
        additionalAccepted: KindSet = KindSet.all,
        hasAdditional: Bool = false,
        required: UInt64 = 0
    ) {
        self.slots = slots
        self.slotMask = slotMask
        self.patterns = patterns
        self.patternCount = patternCount
        self.additional = additional
        self.additionalAccepted = additionalAccepted
        self.hasAdditional = hasAdditional
        self.required = required
    }
}

/// One entry of `patternProperties`.
package struct PatternSlot: Equatable, BitwiseCopyable {
    package var pattern: UInt32
    package var block: UInt32
    package var accepted: KindSet

    package init(
        pattern: UInt32,
        block: UInt32,
        accepted: KindSet
    ) {
        self.pattern = pattern
        self.block = block
        self.accepted = accepted
    }
}

/// The bounds of a number, in three forms, each exact for one kind of number.
package struct NumberRange: Equatable, BitwiseCopyable {
    /// Inclusive bounds for integers.
    package var lowInteger = Int64.min
    package var highInteger = Int64.max
    /// Bounds for doubles. If a decimal bound is not a short double, `hasLongBound` is set.
    package var low = -Double.infinity
    package var high = Double.infinity
    package var isLowExclusive = false
    package var isHighExclusive = false
    /// True if doubles cannot represent the bounds, so that `lowText` and `highText` decide.
    package var hasLongBound = false
    /// Indexes of the bounds' texts, or `UInt32.max`.
    package var lowText = UInt32.max
    package var highText = UInt32.max

    package init() {}
}
