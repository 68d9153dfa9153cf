extension ConfigSystem {
    /// The words of the command line that are no settings of the configurations that are known, in
    /// their order: for the program itself, or for a parser of its options. The `--` that ends the
    /// options is one of them, and all words behind it are. Empty without a layer of arguments.
    public var remainingArguments: [String] {
        for case .arguments(let words) in layers.layers.map(\.kind) {
            return ArgumentWords(words, of: layers.names.all, main: layers.names.main).rest
        }
        return []
    }
}
