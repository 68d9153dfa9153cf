extension Templates {
    /// A type for values that have one of several types.
    static let union = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{access}}{{keyword}} {{name}}: Sendable {
        {{#alternatives}}
        {{#docs}}
            {{.}}
        {{/docs}}
            case {{name}}({{type}})
        {{/alternatives}}
        }
        """#
}
