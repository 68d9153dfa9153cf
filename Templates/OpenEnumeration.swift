extension Templates {
    /// A type for texts of which only some are known.
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
            /// Any other text.
            case unknown(String)
        }
        """#
}
