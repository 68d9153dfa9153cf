extension Templates {
    /// The settings of a schema as an HTML page. All values are escaped. The policy allows its one
    /// script by hash: after a change of the script, change the hash.
    static let referencePage = #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-/l8KdkgMLcV1TOv5a3gwvUY1rNDj6RCR27fJ2QAfh1g='">
        <title>{{title}}</title>
        <style>
        :root { color-scheme: light dark }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
        code { font-family: ui-monospace, monospace; background: #8881; padding: 0 .2em; border-radius: .2em }
        code, td { overflow-wrap: anywhere }
        pre { background: #8881; padding: .5rem; overflow-x: auto }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .1rem .5rem .1rem 0; border-bottom: 1px solid #8883 }
        input { font: inherit; width: 100%; box-sizing: border-box; margin: .5rem 0 }
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
        <input type="search" placeholder="Search the settings" aria-label="Search the settings" hidden>
        <table>
        <thead><tr><th>Setting</th><th>Type</th><th>Default</th></tr></thead>
        <tbody>
        {{#settings}}
        <tr><td><a href="#{{anchor}}"><code>{{label}}</code></a></td><td>{{type}}{{#required}}, required{{/required}}</td><td>{{#short}}<code>{{.}}</code>{{/short}}</td></tr>
        {{/settings}}
        </tbody>
        </table>
        {{#example}}
        <h2>Example</h2>
        <pre>{{.}}</pre>
        {{/example}}
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
        <script>
        const search = document.querySelector("input")
        const rows = document.querySelectorAll("tbody tr")
        const sections = document.querySelectorAll("section")
        const texts = Array.from(sections, section => section.textContent.toLowerCase())
        search.hidden = false
        search.addEventListener("input", () => {
          const words = search.value.toLowerCase().split(/\s+/)
          texts.forEach((text, index) => {
            rows[index].hidden = sections[index].hidden = !words.every(word => text.includes(word))
          })
        })
        </script>
        </body>
        </html>

        """#
}
