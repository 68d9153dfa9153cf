import ConfigDocument

/// The settings of a type by path.
package struct SettingCatalogue: Sendable {
    package let settings: [Setting]
    package let schema: CompiledSchema

    package init<Value: ConfigType>(of type: Value.Type) {
        self.init(SettingRecorder.settings(of: type), of: type.schema)
    }

    package init(_ settings: [Setting], of schema: CompiledSchema) {
        self.schema = schema
        if schema.variables.isEmpty, schema.versionPlace == nil {
            self.settings = settings
            return
        }
        self.settings = settings.map { setting in
            var setting = setting
            let pointer = JSONPointer(setting.path).description
            if let variable = schema.variables[pointer] {
                setting.variable = variable
                setting.takesVariable = variable != nil
            }
            setting.isVersion = pointer == schema.versionPlace
            return setting
        }
    }

    package subscript(path: [String]) -> Setting? { settings.first { $0.path == path } }

    /// The setting for the property at a key path.
    package func setting<Root: ConfigType, Member>(at path: KeyPath<Root, Member>) -> Setting? {
        guard let offset = MemoryLayout<Root>.offset(of: path) else { return nil }
        return settings.first { $0.offset == offset && $0.type == ObjectIdentifier(Member.self) }
    }

    /// True if a value at this path must not be shown because it is a secret or inside one.
    func isSecret(_ path: [String]) -> Bool {
        settings.contains { $0.isSecret && path.starts(with: $0.path) }
    }
}
