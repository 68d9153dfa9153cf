extension SourceLayout {
    /// The layout of a TOML document: tables with headers and those of dotted keys are blocks;
    /// inline tables are in flow style.
    init(toml storage: TapeStorage, places: [TOMLPlace]) {
        let view = storage.view
        let nodes = (0..<storage.entryCount).map { index in
            let range = view.sourceRange(index)
            let style: YAMLNode.Style =
                switch places[index].role {
                case .inlineTable, .inlineArray: .flow
                case .header, .implied, .dotted, .tables: .block
                case .scalar: Self.style(of: index, view)
                }
            return YAMLNode(style, range.lowerBound, range.lowerBound, range.upperBound)
        }
        self.init(storage, Notes(nodes: nodes))
        self.places = places
    }

    private static func style(of index: Int, _ view: TapeView) -> YAMLNode.Style {
        guard view[index].kind == .string || view[index].kind == .key else { return .plain }
        let first = view.source[view.sourceRange(index).lowerBound]
        return first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") ? .quoted : .plain
    }
}
