/// The resources that were entered on the way to the schema being applied (Core 2020-12, 7.1).
struct DynamicScope {
    private var resources: [UInt32] = []

    mutating func push(_ resource: UInt32) { resources.append(resource) }
    mutating func pop() { _ = resources.popLast() }

    /// The block of the outermost resource that has the dynamic anchor.
    func outermost(
        of anchor: ProgramTables.DynamicAnchor, in words: UnsafePointer<UInt32>
    ) -> (resource: UInt32, block: UInt32)? {
        for resource in resources {
            for pair in 0..<Int(anchor.count) where words[Int(anchor.start) + pair * 2] == resource {
                return (resource, words[Int(anchor.start) + pair * 2 + 1])
            }
        }
        return nil
    }
}
