extension Templates {
    /// How such a type is read and written.
    static let wrapperReading = #"""
        {{extension}}
            {{access}}init(reading value: inout ConfigReader) {
                self.{{property}} = value.value()
            }

            {{access}}func write(to value: inout ConfigWriter) {
                value.value({{source}})
            }
        }
        """#
}
