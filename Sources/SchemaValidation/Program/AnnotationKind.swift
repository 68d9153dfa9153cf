/// What an annotation is for. Most describe the value to readers, and are left out of a program
/// unless its options ask for them.
package enum AnnotationKind: UInt8 {
    /// The setting should not be used any more: a warning where it is.
    case deprecated
    /// The value must not be shown.
    case secret
    /// The type of numbers in Swift, by the keyword that decides about it.
    case number
    /// For the output, which says it as it stands in the schema.
    case plain
    /// No type is made of the value, so that all of it is held.
    case untyped
}
