/// Moves nested types to the top level: `HTTPConfig.TLS.Key` becomes `HTTPConfigTLSKey`.
enum FlatNames {
    /// - Parameter used: the names of the file so far.
    static func apply(to model: inout Model, _ used: inout Set<String>) {
        let spelling = TypeSpelling(model) { _ in true }
        let paths = model.declared.map { (id: $0, path: spelling.path($0)) }
        for (id, path) in paths {
            if case .namespace = model.types[id].body { continue }
            var name = path.filter { $0 != "." }
            // `A.BC` and `AB.C` differ only by the dot.
            while !used.insert(name).inserted { name += "Value" }
            model.types[id].name = name
            model.types[id].owner = nil
        }
        // The namespace no longer contains any type.
        if case .namespace = model.types[model.root].body {
            model.declared.removeAll { $0 == model.root }
        }
    }
}
