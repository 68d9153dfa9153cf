extension ConfigSystem {
    /// The arguments that are not settings of known configurations, in their order: for the program
    /// itself, or for a parser of its options. They include the `--` that ends the options and
    /// everything after it. Empty without a layer of arguments.
    public var remainingArguments: [String] {
        for case .arguments(let words) in layers.layers.map(\.kind) {
            return ArgumentWords(words, of: layers.names.all, main: layers.names.main).rest
        }
        return []
    }
}
