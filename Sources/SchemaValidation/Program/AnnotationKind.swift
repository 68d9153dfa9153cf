/// The purpose of an annotation. Most describe the value to readers, and are omitted from a program
/// unless its options include them.
package enum AnnotationKind: UInt8 {
    /// The setting is deprecated: a warning if it is present.
    case deprecated
    /// The value must not be shown.
    case secret
    /// The Swift type of numbers, from the keyword that determines it.
    case number
    /// Only for outputs, which repeat it as in the schema.
    case plain
    /// No type represents the value, so every value can be held.
    case untyped
    /// A change of the value takes effect after a restart.
    case restart
}
