extension Templates {
    /// The list of pages as an HTML page. All values are escaped.
    static let referenceIndex = #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Settings</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
        dd { margin: 0 0 .5rem } dd, dt { overflow-wrap: anywhere }
        </style>
        </head>
        <body>
        <h1>Settings</h1>
        <dl>
        {{#pages}}
        <dt><a href="{{file}}">{{title}}</a></dt>
        <dd>{{#description}}{{.}}{{/description}}</dd>
        {{/pages}}
        </dl>
        </body>
        </html>

        """#

    /// The list of pages as Markdown.
    static let referenceIndexText = #"""
        # Settings

        | page | content |
        |---|---|
        {{#pages}}
        | [{{title}}]({{file}}) | {{#description}}{{.}}{{/description}} |
        {{/pages}}

        """#
}
