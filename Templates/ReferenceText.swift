extension Templates {
    /// The settings of a schema as Markdown.
    static let referenceText = #"""
        # {{title}}

        {{#description}}
        {{.}}

        {{/description}}
        Settings of {{file}}{{#version}}, version {{.}}{{/version}}.
        {{#settings}}

        ## {{path}}

        {{#description}}
        {{.}}

        {{/description}}
        - Type: {{type}}{{#required}}, required{{/required}}
        {{#values}}
        - Values: {{.}}
        {{/values}}
        {{#bounds}}
        - Bounds: {{.}}
        {{/bounds}}
        {{#default}}
        - Default: {{.}}
        {{/default}}
        {{#examples}}
        - Examples: {{.}}
        {{/examples}}
        {{#environment}}
        - Environment: {{.}}
        {{/environment}}
        {{#secret}}
        - Secret: never shown in messages or dumps
        {{/secret}}
        {{#deprecated}}
        - Deprecated: {{.}}
        {{/deprecated}}
        {{#since}}
        - Since: {{.}}
        {{/since}}
        {{#note}}
        - {{.}}
        {{/note}}
        {{/settings}}

        """#
}
