extension Templates {
    /// A type for arrays whose positions have types of their own.
    static let tuple = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{opening}}
        {{#elements}}
        {{#docs}}
            {{.}}
        {{/docs}}
            {{attributes}}{{access}}var {{name}}: {{type}}
        {{/elements}}
        {{#rest}}
            /// The elements after those.
            {{access}}var {{name}}: [{{type}}]
        {{/rest}}
        {{#hasInitializer}}

            {{initializer}}
        {{#assignments}}
                {{text}}
        {{/assignments}}
            }
        {{/hasInitializer}}
        }
        """#
}
