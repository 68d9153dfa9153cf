import ConfigDocument
import SchemaValidation

/// A result in an output (Core 2020-12, section 12.3), with the results that it derives from.
struct OutputUnit {
    var isValid: Bool
    var keywordLocation: String
    /// Nil if the schema has no URI.
    var absoluteKeywordLocation: String?
    var instanceLocation: String
    var error: String?
    var annotation: DocumentValue?
    var nested: [OutputUnit] = []
    /// True if it fails for a reason other than a nested failure: `not`, or `oneOf` with too many
    /// matches.
    var failsByItself = false

    private var reasons: [OutputUnit] { failsByItself ? [] : nested.filter { !$0.isValid } }

    /// All errors, or all annotations of a valid value, without intermediate nodes.
    var leaves: [OutputUnit] {
        let inner = (isValid ? nested.filter(\.isValid) : reasons).flatMap(\.leaves)
        guard error != nil || annotation != nil else { return inner }
        var leaf = self
        leaf.nested = []
        return [leaf] + inner
    }

    /// The tree without empty nodes, and without nodes that have just one child.
    var condensed: OutputUnit? {
        var unit = self
        unit.nested = condensedNested
        if error != nil || annotation != nil { return unit }
        return unit.nested.count > 1 ? unit : unit.nested.first
    }

    var condensedNested: [OutputUnit] {
        (isValid ? nested.filter(\.isValid) : reasons).compactMap(\.condensed)
    }

    /// As JSON; both errors and annotations are arrays under a key that depends on the verdict.
    var value: DocumentValue {
        var object = DocumentObject()
        object["valid"] = .bool(isValid)
        object["keywordLocation"] = .string(keywordLocation)
        object["absoluteKeywordLocation"] = absoluteKeywordLocation.map { .string($0) }
        object["instanceLocation"] = .string(instanceLocation)
        object["error"] = error.map { .string($0) }
        object["annotation"] = annotation
        if !nested.isEmpty { object[listName] = .array(nested.map(\.value)) }
        return .object(object)
    }

    var listName: String { isValid ? "annotations" : "errors" }
}
