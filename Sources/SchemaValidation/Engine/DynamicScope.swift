/// The resources entered on the path to the current schema (Core 2020-12, 7.1).
struct DynamicScope {
    /// Each resource once, at its first entry: only the outermost one counts.
    private var resources: [UInt32] = []
    /// True if each push entered a resource for the first time.
    private var isNew: [Bool] = []
    /// A number for each distinct array of resources.
    private var numbers: [[UInt32]: UInt32] = [:]

    mutating func push(_ resource: UInt32) {
        let isNew = !resources.contains(resource)
        if isNew { resources.append(resource) }
        self.isNew.append(isNew)
    }

    mutating func pop() {
        if isNew.popLast() ?? false { resources.removeLast() }
    }

    /// A number for the current scope. Equal numbers resolve all dynamic references equally.
    mutating func number() -> UInt32 {
        if resources.isEmpty { return 0 }
        // Numbers count up from 1, so there are no more than steps.
        let next = UInt32(truncatingIfNeeded: numbers.count + 1)
        let number = numbers[resources] ?? next
        numbers[resources] = number
        return number
    }

    /// The block of the outermost resource that has the dynamic anchor.
    func outermost(
        of anchor: ProgramTables.DynamicAnchor,
        in words: UnsafePointer<UInt32>
    ) -> (resource: UInt32, block: UInt32)? {
        for resource in resources {
            for pair in 0..<Int(anchor.count) where words[Int(anchor.start) + pair * 2] == resource
            {
                return (resource, words[Int(anchor.start) + pair * 2 + 1])
            }
        }
        return nil
    }
}
