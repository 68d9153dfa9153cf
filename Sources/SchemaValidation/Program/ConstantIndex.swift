import ConfigDocument

/// Finds a value in a long `enum` by its hash.
struct ConstantIndex {
    /// Shorter lists are compared one by one.
    static let fewest: UInt32 = 8

    private let document: Document
    private let constants: [Int]
    /// The constants of each hash, for each list by its start.
    private let lists: [UInt32: [UInt64: [Int]]]

    init(_ tables: ProgramTables, document: Document, constants: [Int]) {
        self.document = document
        self.constants = constants
        var lists: [UInt32: [UInt64: [Int]]] = [:]
        var hasher = ValueHasher(view: document.storage.view)
        for instruction in tables.code
        where instruction.operation == .equal && instruction.b > Self.fewest {
            guard lists[instruction.a] == nil else { continue }
            var list: [UInt64: [Int]] = [:]
            for number in instruction.a..<instruction.a + instruction.b {
                let constant = constants[Int(number)]
                list[hasher.hash(constant), default: []].append(constant)
            }
            lists[instruction.a] = list
        }
        self.lists = lists
    }

    func contains(_ index: Int, _ view: TapeView, in instruction: Instruction) -> Bool {
        var hasher = ValueHasher(view: view)
        let constants = lists[instruction.a]?[hasher.hash(index)] ?? []
        return constants.contains { ValueEquality.equal(index, view, $0, document.storage.view) }
    }
}
