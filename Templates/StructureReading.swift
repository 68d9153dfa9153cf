extension Templates {
    /// How such a type is read from an object, and written to one.
    static let structureReading = #"""
        {{extension}}
        {{#isCodable}}
            {{access}}typealias ConfigRoot = {{root}}

        {{/isCodable}}
            {{access}}init(reading object: inout ConfigReader) {
        {{#acceptsAnyKind}}
                object.acceptsAnyKind()
        {{/acceptsAnyKind}}
        {{#properties}}
                {{reading}}
        {{/properties}}
        {{#additional}}
                {{name}} = object.rest()
        {{/additional}}
        {{#extras}}
                {{name}} = object.extras()
        {{/extras}}
            }

            {{access}}func write(to object: inout ConfigWriter) {
        {{#properties}}
                {{writing}}
        {{/properties}}
        {{#additional}}
                object.rest({{name}})
        {{/additional}}
        {{#extras}}
                object.extras({{name}})
        {{/extras}}
            }
        }
        """#
}
