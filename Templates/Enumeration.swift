extension Templates {
    /// A type for a list of constants.
    static let enumeration = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{opening}}
        {{#cases}}
        {{#docs}}
            {{.}}
        {{/docs}}
            case {{declaration}}
        {{/cases}}
        }
        """#
}
