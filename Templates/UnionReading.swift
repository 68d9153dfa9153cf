extension Templates {
    /// How the type of such a value is found out, and how it is written.
    static let unionReading = #"""
        extension {{path}}: {{protocol}} {
            {{access}}init(reading value: inout ConfigReader) {
                switch {{subject}} {
        {{#choices}}
                case {{pattern}}: self = .{{name}}(value.value())
        {{/choices}}
                default: self = .{{fallback}}(value.value())
                }
            }

            {{access}}func write(to value: inout ConfigWriter) {
                switch self {
        {{#alternatives}}
                case .{{name}}(let content): value.value(content)
        {{/alternatives}}
                }
            }
        }
        """#
}
