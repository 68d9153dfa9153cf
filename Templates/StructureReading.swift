extension Templates {
    /// Reading such a type from an object, and writing it.
    static let structureReading = #"""
        {{extension}}
        {{#isCodable}}
            {{access}}typealias ConfigRoot = {{root}}

        {{/isCodable}}
            {{access}}init(reading object: inout ConfigTypes.ValueReader) {
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

            {{access}}func write(to object: inout ConfigTypes.ValueWriter) {
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

            private mutating func readPart{{number}}(from object: inout ConfigTypes.ValueReader) {
        {{#properties}}
                {{reading}}
        {{/properties}}
            }
        {{/parts}}
        {{#writingParts}}

            private func writePart{{number}}(to object: inout ConfigTypes.ValueWriter) {
        {{#properties}}
                {{writing}}
        {{/properties}}
            }
        {{/writingParts}}
        }
        """#
}
