extension Templates {
    /// A type for objects with known properties.
    static let structure = #"""
        {{#docs}}
        {{.}}
        {{/docs}}
        {{opening}}
        {{#properties}}
        {{#docs}}
            {{.}}
        {{/docs}}
            {{attributes}}{{access}}var {{name}}: {{type}}
        {{/properties}}
        {{#additional}}
            /// The settings that have no property of their own, by name.
            {{access}}var {{name}}: [String: {{type}}]
        {{/additional}}
        {{#extras}}
            /// What the document holds besides these settings, kept for writing.
            {{access}}var {{name}} = ConfigExtras()
        {{/extras}}
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
