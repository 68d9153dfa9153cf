extension Templates {
    /// What types are nested in whose document is no type itself.
    static let namespace = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{access}}enum {{name}} {}
        """#
}
