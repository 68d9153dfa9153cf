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
        {{#required}}
                {{reading}}
        {{/required}}
        {{#parts}}
                readPart{{number}}(from: &object)
        {{/parts}}
        {{^isLarge}}
        {{#properties}}
                {{reading}}
        {{/properties}}
        {{/isLarge}}
        {{#additional}}
                {{reading}}
        {{/additional}}
        {{#extras}}
                {{name}} = object.extras()
        {{/extras}}
            }

            {{access}}func write(to object: inout ConfigWriter) {
        {{#writingParts}}
                writePart{{number}}(to: &object)
        {{/writingParts}}
        {{^isLarge}}
        {{#properties}}
                {{writing}}
        {{/properties}}
        {{/isLarge}}
        {{#additional}}
                object.rest({{name}})
        {{/additional}}
        {{#extras}}
                object.extras({{name}})
        {{/extras}}
            }
        {{#parts}}

            private mutating func readPart{{number}}(from object: inout ConfigReader) {
        {{#properties}}
                {{reading}}
        {{/properties}}
            }
        {{/parts}}
        {{#writingParts}}

            private func writePart{{number}}(to object: inout ConfigWriter) {
        {{#properties}}
                {{writing}}
        {{/properties}}
            }
        {{/writingParts}}
        }
        """#
}
