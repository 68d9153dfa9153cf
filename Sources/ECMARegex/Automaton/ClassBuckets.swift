/// The members of a set, sorted by the classes that they accept.
struct ClassBuckets {
    struct Entry {
        let member: UInt32
        /// The index of another entry of the same class, or -1.
        let previous: Int
    }

    private var last: [Int]
    private var entries: [Entry] = []
    /// The classes that any member accepts.
    private(set) var touched: [UInt16] = []

    init(classCount: Int) {
        last = [Int](repeating: -1, count: classCount)
    }

    mutating func removeAll() {
        for number in touched { last[Int(number)] = -1 }
        touched.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
    }

    mutating func add(_ member: UInt32, to number: UInt16) {
        let previous = last[Int(number)]
        if previous < 0 { touched.append(number) }
        last[Int(number)] = entries.count
        entries.append(Entry(member: member, previous: previous))
    }

    /// The index of an entry of the class, or -1.
    func last(of number: UInt16) -> Int { last[Int(number)] }

    func entry(at index: Int) -> Entry? { index < 0 ? nil : entries[index] }
}
