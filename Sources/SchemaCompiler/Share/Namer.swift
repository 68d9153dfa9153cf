import JSONSchema

/// Names the types of a run, and applies the options that refer to types by name.
struct Namer {
    let options: CompilerOptions

    func named(_ linked: LinkedUnits) -> [NamedFile] {
        let models = linked.units.enumerated().map { index, unit in
            TypeNames.named(
                unit.model,
                rootAs: unit.rootName,
                avoiding: linked.avoidedNames(in: index)
            )
        }
        var types = linked.units.enumerated().map { index, unit in
            var model = models[index]
            model.external = linked.paths(in: index, of: models)
            return chosen(model, of: unit)
        }
        if options.namespace == .flat { types = flat(types, models, linked) }
        return linked.units.indices.filter { linked.units[$0].host == nil }.map { index in
            NamedFile(
                source: linked.units[index].source,
                graph: linked.units[index].graph,
                types: types[index],
                libraries: types.indices.filter { linked.units[$0].host == index }.map { types[$0] }
            )
        }
    }

    private func chosen(_ model: Model, of unit: SchemaUnit) -> NamedTypes {
        let chosen = ChosenTypes(model, options)
        return NamedTypes(
            model: chosen.model,
            names: model.declaredNames,
            chosenNames: chosen.used.union(unit.chosenFormats),
            untyped: chosen.untyped
        )
    }

    /// The types of a file in a flat namespace, including those of other documents that it
    /// declares.
    private func flat(
        _ nested: [NamedTypes],
        _ models: [Model],
        _ linked: LinkedUnits
    ) -> [NamedTypes] {
        var (types, models) = (nested, models)
        for index in types.indices where linked.units[index].host == nil {
            var used: Set<String> = []
            for part in types.indices
            where part == index || linked.units[part].host == index {
                FlatNames.apply(to: &types[part].model, &used)
                models[part] = types[part].model
            }
        }
        for index in types.indices {
            types[index].model.external = linked.paths(in: index, of: models)
        }
        return types
    }
}

extension Model {
    /// The names that options can refer to: the paths of types, and of their properties.
    fileprivate var declaredNames: [String] {
        let spelling = TypeSpelling(self) { _ in true }
        return declared.flatMap { id -> [String] in
            let path = spelling.path(id)
            guard case .structure(let structure) = types[id].body else { return [path] }
            return [path] + structure.properties.map { "\(path).\($0.name)" }
        }
    }
}
