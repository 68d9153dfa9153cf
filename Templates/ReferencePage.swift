extension Templates {
    /// The settings of a schema as an HTML page. All values are escaped.
    static let referencePage = #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{{title}}</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
        code { font-family: ui-monospace, monospace; background: #8881; padding: 0 .2em; border-radius: .2em }
        section { border-top: 1px solid #8884; padding-top: .5rem }
        h2 { font-size: 1.05rem; margin-bottom: .2rem }
        dl { display: grid; grid-template-columns: 8rem 1fr; margin: .5rem 0 1rem }
        dt { opacity: .7 } dd { margin: 0 } p { white-space: pre-line }
        </style>
        </head>
        <body>
        <h1>{{title}}</h1>
        {{#description}}
        <p>{{.}}</p>
        {{/description}}
        <p>Settings of <code>{{file}}</code>{{#version}}, version {{.}}{{/version}}.</p>
        {{#settings}}
        <section id="{{anchor}}">
        <h2><code>{{path}}</code></h2>
        {{#description}}
        <p>{{.}}</p>
        {{/description}}
        <dl>
        <dt>Type</dt><dd>{{type}}{{#required}}, required{{/required}}</dd>
        {{#values}}
        <dt>Values</dt><dd>{{.}}</dd>
        {{/values}}
        {{#bounds}}
        <dt>Bounds</dt><dd>{{.}}</dd>
        {{/bounds}}
        {{#default}}
        <dt>Default</dt><dd><code>{{.}}</code></dd>
        {{/default}}
        {{#examples}}
        <dt>Examples</dt><dd>{{.}}</dd>
        {{/examples}}
        {{#environment}}
        <dt>Environment</dt><dd><code>{{.}}</code></dd>
        {{/environment}}
        {{#secret}}
        <dt>Secret</dt><dd>never shown in messages or dumps</dd>
        {{/secret}}
        {{#deprecated}}
        <dt>Deprecated</dt><dd>{{.}}</dd>
        {{/deprecated}}
        {{#since}}
        <dt>Since</dt><dd>{{.}}</dd>
        {{/since}}
        {{#note}}
        <dt>Note</dt><dd>{{.}}</dd>
        {{/note}}
        </dl>
        </section>
        {{/settings}}
        </body>
        </html>

        """#
}
