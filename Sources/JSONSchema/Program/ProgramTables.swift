/// A validation program as it is built, compared and stored: flat arrays and nothing else.
struct ProgramTables: Equatable {
    var code: [Instruction] = []
    /// Per instruction: where its sites start in `instructionSites`.
    var siteOfInstruction: [UInt32] = []
    /// Indexes of sites, one after the other for each instruction.
    var instructionSites: [UInt32] = []
    var sites: [Site] = []

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

    /// Texts: keys, patterns, numbers, names. Equal texts are one.
    var strings: [String] = []
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

    /// Places in schemas, as a tree: a file's root, or a token below another place.
    var places: [Place] = []

    struct DynamicAnchor: Equatable {
        var start: UInt32
        var count: UInt32
    }

    /// `contentEncoding` and `contentMediaType` of one schema: strings, or `UInt32.max`.
    struct Content: Equatable {
        var encoding: UInt32
        var mediaType: UInt32
    }

    /// A place in a schema: its token below the parent, and where it stands in the text.
    struct Place: Equatable {
        /// `UInt32.max` for the root of a file.
        var parent: UInt32
        /// The token; for a root, the name of the file.
        var token: UInt32
        var line: UInt32
        var column: UInt32
        /// The URI of the resource that starts here, or `UInt32.max`.
        var resource: UInt32
    }

    /// Which keyword an instruction comes from.
    struct Site: Equatable, Hashable {
        var place: UInt32
        /// How many tokens of the place lie inside the schema that is applied.
        var depth: UInt32
        /// The way through inlined references that comes before them; `UInt32.max` for none.
        var prefix: UInt32
    }
}
