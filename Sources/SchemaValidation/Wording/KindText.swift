package import ConfigDocument

/// The name of a kind of value in messages, with its article.
package func describe(_ kind: Kind) -> String {
    switch kind {
    case .null: "null"
    case .true: "true"
    case .false: "false"
    case .integer, .double, .decimal: "a number"
    case .string, .key: "a string"
    case .object: "an object"
    case .array, .end: "an array"
    }
}
