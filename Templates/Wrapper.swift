extension Templates {
    /// A type for a value that is not an object, but needs a name.
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
