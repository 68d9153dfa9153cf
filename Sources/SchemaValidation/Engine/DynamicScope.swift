/// The resources that were entered on the way to the schema being applied (Core 2020-12, 7.1).
struct DynamicScope {
    /// Each resource once, where it was first entered: the outermost one is all that counts.
    private var resources: [UInt32] = []
    /// Whether what was entered then was entered for the first time.
    private var isNew: [Bool] = []
    /// A number for each list of resources that was asked for.
    private var numbers: [[UInt32]: UInt32] = [:]

    mutating func push(_ resource: UInt32) {
        let isNew = !resources.contains(resource)
        if isNew { resources.append(resource) }
        self.isNew.append(isNew)
    }

    mutating func pop() {
        if isNew.popLast() ?? false { resources.removeLast() }
    }

    /// Equal for scopes in which all dynamic references lead to the same schemas.
    mutating func number() -> UInt32 {
        if resources.isEmpty { return 0 }
        // Numbered as they come, so no more than there are steps.
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
