extension Templates {
    /// Reading such a type from a string, and writing it.
    static let openEnumerationReading = #"""
        {{extension}}
        {{#isCodable}}
            {{access}}typealias ConfigRoot = {{root}}

        {{/isCodable}}
            {{access}}init(rawValue: String) {
                switch rawValue {
        {{#cases}}
                case {{raw}}: self = .{{member}}
        {{/cases}}
                default: self = .unknown(rawValue)
                }
            }

            {{access}}var rawValue: String {
                switch self {
        {{#cases}}
                case .{{member}}: {{raw}}
        {{/cases}}
                case .unknown(let text): text
                }
            }

            {{access}}init(reading value: inout ConfigTypes.ValueReader) { self.init(rawValue: value.string()) }

            {{access}}func write(to value: inout ConfigTypes.ValueWriter) { value.string(rawValue) }
        }
        """#
}
