import ConfigDocument
import SchemaValidation

extension SchemaGraph {
    /// True if a schema marks its value as secret: by `x-secret`, `writeOnly` or the format
    /// `password`.
    package func marksSecret(_ node: SchemaNode) -> Bool { secretMark(of: node) != nil }

    /// The value of the keyword that marks the schema's value as secret. A keyword whose value is
    /// neither true nor false is a mistake, and counts as true until it is corrected.
    func secretMark(of node: SchemaNode) -> Cursor? {
        let cursor = cursor(of: node)
        guard cursor.isObject else { return nil }
        let flags = ["x-secret", "writeOnly"].compactMap { cursor[$0] }.filter { $0.bool != false }
        return flags.first ?? cursor["format"].flatMap { $0.string == "password" ? $0 : nil }
    }
}
