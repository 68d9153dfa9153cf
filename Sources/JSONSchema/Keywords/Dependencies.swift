import ConfigDocument
import SchemaValidation

/// `dependentRequired` (Validation 2020-12, 6.5.4), `dependentSchemas` (Core, 10.2.2.4), and the
/// older `dependencies`, which combines both and is still used in newer schemas.
extension KeywordCompiler {
    static let dependencies = KeywordCompiler(.dependencies) { scope, value in
        for (key, dependency) in scope.schemaMap(value, of: "dependencies") {
            if dependency.isArray {
                scope.addDependentRequired(key, dependency)
            } else {
                scope.addDependentSchema(key, dependency)
            }
        }
    }

    static let dependentRequired = KeywordCompiler(.dependentRequired) { scope, value in
        for (key, names) in scope.schemaMap(value, of: "dependentRequired") {
            scope.addDependentRequired(key, names)
        }
    }

    static let dependentSchemas = KeywordCompiler(.dependentSchemas) { scope, value in
        for (key, schema) in scope.schemaMap(value, of: "dependentSchemas") {
            scope.addDependentSchema(key, schema)
        }
    }
}

extension SchemaScope {
    fileprivate func addDependentRequired(_ key: UInt32, _ names: Cursor) {
        let list = words(texts(names, of: "the names of a dependency"))
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
