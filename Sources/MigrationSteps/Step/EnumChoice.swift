package import ConfigDocument

/// The values of an enumeration, and how texts become them.
package struct EnumChoice: Sendable, Equatable {
    package var values: [String]
    /// The values for texts that are neither in the list nor another spelling of one.
    package var pairs: [MigrationStep.ValuePair] = []
    /// The value for all other texts; nil refuses them.
    package var fallback: DocumentValue?

    package init(_ values: [String]) { self.values = values }

    /// The value for an old one: itself, its pair, the only one that differs in case, hyphens and
    /// underscores alone, or the fallback; nil if it has none.
    package func chosen(for value: DocumentValue) -> DocumentValue? {
        if value.isNull { return value }
        if let text = value.string, values.contains(text) { return value }
        if let pair = pairs.first(where: { $0.old == value }) { return pair.new }
        if let text = value.string {
            let plain = Self.simplified(text)
            let alike = values.filter { Self.simplified($0) == plain }
            if alike.count == 1 { return .string(alike[0]) }
        }
        return fallback
    }

    private static func simplified(_ text: String) -> String {
        text.lowercased().filter { !"-_ ".contains($0) }
    }
}
