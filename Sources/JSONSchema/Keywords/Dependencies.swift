import ConfigDocument
import SchemaValidation

/// `dependentRequired` (Validation 2020-12, 6.5.4), `dependentSchemas` (Core, 10.2.2.4), and
/// `dependencies` of older drafts, which combines both and is still found in newer schemas.
extension Keyword {
    static let dependencies = Keyword("dependencies", .applicator) { scope, value in
        for (key, dependency) in scope.schemaMap(value, of: "dependencies") {
            if dependency.isArray {
                scope.addDependentRequired(key, dependency)
            } else {
                scope.addDependentSchema(key, dependency)
            }
        }
    }

    static let dependentRequired = Keyword(
        "dependentRequired",
        .validation,
        drafts: .draft2019 ... .draft2020
    ) { scope, value in
        for (key, names) in scope.schemaMap(value, of: "dependentRequired") {
            scope.addDependentRequired(key, names)
        }
    }

    static let dependentSchemas = Keyword(
        "dependentSchemas",
        .applicator,
        drafts: .draft2019 ... .draft2020
    ) { scope, value in
        for (key, schema) in scope.schemaMap(value, of: "dependentSchemas") {
            scope.addDependentSchema(key, schema)
        }
    }
}

extension SchemaScope {
    fileprivate func addDependentRequired(_ key: UInt32, _ names: Cursor) {
        let list = words(texts(names, of: "the list of a dependency"))
        let instruction = Instruction(
            operation: .dependentRequired,
            kinds: .object,
            a: key,
            b: list.start,
            c: list.count
        )
        add(instruction, at: names)
    }

    fileprivate func addDependentSchema(_ key: UInt32, _ schema: Cursor) {
        let instruction = Instruction(
            operation: .dependentSchema,
            kinds: .object,
            a: block(schema),
            b: key
        )
        add(instruction, at: schema)
    }
}
