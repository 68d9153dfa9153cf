extension Templates {
    /// A namespace for the types of a document that is not itself a type.
    static let namespace = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{access}}enum {{name}} {}
        """#
}
