extension Templates {
    /// Reading and writing such a type.
    static let wrapperReading = #"""
        {{extension}}
        {{#isCodable}}
            {{access}}typealias ConfigRoot = {{root}}

        {{/isCodable}}
            {{access}}init(reading value: inout ConfigTypes.ValueReader) {
                self.{{property}} = value.value()
            }

            {{access}}func write(to value: inout ConfigTypes.ValueWriter) {
                value.value({{source}})
            }
        }
        """#
}
