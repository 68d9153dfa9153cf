extension Templates {
    /// A type for a list of constants.
    static let enumeration = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{access}}enum {{name}}: {{rawType}}, ConfigEnum {
        {{#cases}}
        {{#docs}}
            {{.}}
        {{/docs}}
            case {{declaration}}
        {{/cases}}
        }
        """#
}
