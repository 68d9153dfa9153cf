/// A validation program in the form in which it is built, compared and stored: flat arrays.
package struct ProgramTables: Equatable {
    package var code: [Instruction] = []
    /// The start of each instruction's sites in `instructionSites`.
    package var siteOfInstruction: [UInt32] = []
    /// Indexes of sites in `SiteTables`, grouped by instruction.
    package var instructionSites: [UInt32] = []

    package var objects: [ObjectTable] = []
    package var slots: [Slot] = []
    /// The index of each slot's site.
    package var siteOfSlot: [UInt32] = []
    package var patternSlots: [PatternSlot] = []
    package var siteOfPatternSlot: [UInt32] = []
    package var branches: [Branch] = []
    package var siteOfBranch: [UInt32] = []
    package var ranges: [NumberRange] = []
    package var rules: [SettingRule] = []
    /// Arrays of strings, entry points of dynamic anchors and other plain numbers.
    package var words: [UInt32] = []

    /// Keys, patterns, numbers, names.
    package var strings = TextTable()
    /// Indexes of strings: regular expressions, and whether each is parsed leniently.
    package var patterns: [UInt32] = []
    /// Indexes of strings: the divisors of `multipleOf`.
    package var divisors: [UInt32] = []
    package var contents: [Content] = []
    /// Constants as JSON, for `const`, `enum` and annotations.
    package var constants: [UInt32] = []

    /// The start of each entry point in the code; the root is the first.
    package var entryPoints: [UInt32] = []
    /// For each dynamic anchor, the start and count of pairs (resource, block) in `words`.
    package var dynamicAnchors: [DynamicAnchor] = []
    /// The resource that contains each entry point.
    package var resourceOfEntryPoint: [UInt32] = []

    package init() {}

    package struct DynamicAnchor: Equatable, BitwiseCopyable {
        package var start: UInt32
        package var count: UInt32

        package init(
            start: UInt32,
            count: UInt32
        ) {
            self.start = start
            self.count = count
        }
    }

    /// `contentEncoding` and `contentMediaType` of one schema: strings, or `UInt32.max`.
    package struct Content: Equatable {
        package var encoding: UInt32
        package var mediaType: UInt32

        package init(
            encoding: UInt32,
            mediaType: UInt32
        ) {
            self.encoding = encoding
            self.mediaType = mediaType
        }
    }
}
