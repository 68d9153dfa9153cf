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
        {{#deprecation}}
            {{attribute}}
            {{access}}var {{name}}: {{type}} {
                get { {{stored}} }
                set { {{stored}} = newValue }
            }
            private var {{stored}}: {{type}}{{initial}}
        {{/deprecation}}
        {{^deprecation}}
            {{attributes}}{{access}}var {{name}}: {{type}}{{initial}}
        {{/deprecation}}
        {{/properties}}
        {{#additional}}
            /// {{docs}}
            {{access}}var {{name}}: [String: {{type}}]{{initial}}
        {{/additional}}
        {{#extras}}
            /// {{docs}}
            {{access}}var {{name}} = ConfigTypes.ConfigExtras()
        {{/extras}}
        {{#isLarge}}
        {{^hasInitializer}}

            {{access}}init() {}
        {{/hasInitializer}}
        {{/isLarge}}
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
