/// A validation program as it is built, compared and stored: flat arrays and nothing else.
struct ProgramTables: Equatable {
    var code: [Instruction] = []
    /// Per instruction: where its sites start in `instructionSites`.
    var siteOfInstruction: [UInt32] = []
    /// Indexes of sites in `SiteTables`, one after the other for each instruction.
    var instructionSites: [UInt32] = []

    var objects: [ObjectTable] = []
    var slots: [Slot] = []
    /// Per slot: the index of its site.
    var siteOfSlot: [UInt32] = []
    var patternSlots: [PatternSlot] = []
    var siteOfPatternSlot: [UInt32] = []
    var branches: [Branch] = []
    var siteOfBranch: [UInt32] = []
    var ranges: [NumberRange] = []
    /// Lists of strings, entry points of dynamic anchors and other plain numbers.
    var words: [UInt32] = []

    /// Keys, patterns, numbers, names.
    var strings = TextTable()
    /// Indexes of strings: regular expressions, and whether each is read leniently.
    var patterns: [UInt32] = []
    /// Indexes of strings: the divisors of `multipleOf`.
    var divisors: [UInt32] = []
    var contents: [Content] = []
    /// JSON texts of constants, for `const`, `enum` and annotations.
    var constants: [UInt32] = []

    /// Where each entry point starts in the code; the root is the first.
    var entryPoints: [UInt32] = []
    /// Per dynamic anchor: start and count of pairs (resource, block) in `words`.
    var dynamicAnchors: [DynamicAnchor] = []
    /// The resource that each entry point lies in.
    var resourceOfEntryPoint: [UInt32] = []

    struct DynamicAnchor: Equatable {
        var start: UInt32
        var count: UInt32
    }

    /// `contentEncoding` and `contentMediaType` of one schema: strings, or `UInt32.max`.
    struct Content: Equatable {
        var encoding: UInt32
        var mediaType: UInt32
    }
}
