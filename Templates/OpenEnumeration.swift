extension Templates {
    /// A type for strings of which only some are known.
    static let openEnumeration = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{opening}}
        {{#cases}}
        {{#docs}}
            {{.}}
        {{/docs}}
            case {{name}}
        {{/cases}}
            /// Any other string.
            case unknown(String)
        }
        """#
}
