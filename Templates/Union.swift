extension Templates {
    /// A type for values that have one of several types.
    static let union = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{opening}}
        {{#alternatives}}
        {{#docs}}
            {{.}}
        {{/docs}}
            case {{declaration}}
        {{/alternatives}}
        }
        """#
}
