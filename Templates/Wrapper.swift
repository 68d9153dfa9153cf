extension Templates {
    /// A type for one value that is no object, and yet needs a name.
    static let wrapper = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{opening}}
            {{access}}var {{property}}: {{type}}
        {{#hasInitializer}}

            {{access}}init({{property}}: {{type}}) {
                self.{{property}} = {{property}}
            }
        {{/hasInitializer}}
        }
        """#
}
