package import ECMARegex

/// A schema compiled to instructions, which validate documents at build time and at run time.
public struct ValidationProgram: Sendable {
    /// The limits of one run.
    public var budget = Budget()
    package let storage: ProgramStorage
    /// True if decimals are kept exactly, so that every number that need not be whole can be held.
    let keepsDecimals: Bool

    /// A program from the compiler.
    package init(_ storage: ProgramStorage, keepsDecimals: Bool) {
        self.storage = storage
        self.keepsDecimals = keepsDecimals
    }

    /// A compiled pattern of the schema; nil if the program does not contain it.
    package func pattern(_ source: String) -> Pattern? { storage.pattern(source) }

    /// The version of the format of `encoded`.
    package static var format: UInt64 { ProgramCoding.version }

    /// The program as printable ASCII without `"` and `\`, to embed in generated source.
    package func encoded() -> String { ProgramCoding.encode(storage.tables, storage.sites.tables) }

    /// Decodes the output of `encoded`; nil if it is not a program of this version.
    package init?(decoding text: StaticString) {
        guard text.hasPointerRepresentation else { return nil }
        self.init(
            decoding: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    package init?(decoding text: String) {
        var text = text
        guard let program = text.withUTF8({ ValidationProgram(decoding: $0) }) else { return nil }
        self = program
    }

    private init?(decoding text: UnsafeBufferPointer<UInt8>) {
        guard let (tables, sites) = ProgramCoding.decode(text),
            let storage = ProgramStorage(tables, sites)
        else { return nil }
        self.init(storage, keepsDecimals: false)
    }
}
