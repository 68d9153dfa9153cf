package import ECMARegex

/// A schema compiled to instructions: what checks documents, at build time and at run time.
public struct ValidationProgram: Sendable {
    /// What one run may cost.
    public var budget = Budget()
    package let storage: ProgramStorage
    /// Whether every number is held that is not to be whole.
    let keepsDecimals: Bool

    /// A program that the compiler made.
    package init(_ storage: ProgramStorage, keepsDecimals: Bool) {
        self.storage = storage
        self.keepsDecimals = keepsDecimals
    }

    /// A pattern of the schema, ready to run; nil where no such pattern is in the program.
    package func pattern(_ source: String) -> Pattern? { storage.pattern(source) }

    /// The version of what `encoded` writes.
    package static var format: UInt64 { ProgramCoding.version }

    /// The program as printable ASCII without `"` and `\`, to be embedded in generated source.
    package func encoded() -> String { ProgramCoding.encode(storage.tables, storage.sites.tables) }

    /// Reads what `encoded` wrote; nil where it is no program of this version of the package.
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
