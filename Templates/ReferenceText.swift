extension Templates {
    /// The settings of a schema as Markdown.
    static let referenceText = #"""
        # {{title}}

        {{#description}}
        {{.}}

        {{/description}}
        Settings of {{file}}{{#version}}, version {{.}}{{/version}}.

        | setting | type | default |
        |---|---|---|
        {{#settings}}
        | [{{label}}](#{{anchor}}) | {{type}}{{#required}}, required{{/required}} | {{#short}}{{.}}{{/short}} |
        {{/settings}}
        {{#example}}

        ## Example

        {{.}}
        {{/example}}
        {{#settings}}

        <a id="{{anchor}}"></a>

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
