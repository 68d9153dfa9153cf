extension Templates {
    /// Determining the type of such a value, and writing it.
    static let unionReading = #"""
        {{extension}}
        {{#isCodable}}
            {{access}}typealias ConfigRoot = {{root}}

        {{/isCodable}}
            {{access}}init(reading value: inout ConfigTypes.ValueReader) {
                switch {{subject}} {
        {{#choices}}
                {{reading}}
        {{/choices}}
                default: self = .{{fallback}}
                }
            }

            {{access}}func write(to value: inout ConfigTypes.ValueWriter) {
                switch self {
        {{#alternatives}}
                {{writing}}
        {{/alternatives}}
                }
            }
        }
        """#
}
