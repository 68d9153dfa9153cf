extension Templates {
    /// Reading such a type from an array, and writing it.
    static let tupleReading = #"""
        {{extension}}
        {{#isCodable}}
            {{access}}typealias ConfigRoot = {{root}}

        {{/isCodable}}
            {{access}}init(reading value: inout ConfigTypes.ValueReader) {
        {{#elements}}
                {{target}} = value.{{method}}({{position}})
        {{/elements}}
        {{#rest}}
                {{name}} = value.elements(from: {{count}})
        {{/rest}}
            }

            {{access}}func write(to value: inout ConfigTypes.ValueWriter) {
        {{#elements}}
                value.{{method}}({{target}})
        {{/elements}}
        {{#rest}}
                value.elements({{name}})
        {{/rest}}
            }
        }
        """#
}
