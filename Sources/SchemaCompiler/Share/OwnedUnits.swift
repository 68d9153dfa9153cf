/// All types that the files of a run declare, and who declares those that several documents use.
struct OwnedUnits {
    /// The schemas, followed by the other documents.
    let units: [SchemaUnit]
    /// The unit that declares the types of each document that others refer to.
    let owners: [String: Int]
}
