import ConfigDocument
import Synchronization

/// The settings of a type by path.
package struct SettingCatalogue: Sendable {
    package let settings: [Setting]
    package let schema: CompiledSchema
    /// The secrets that do not depend on a document.
    let secretPaths: Remembered<[DocumentPath]>

    /// The settings of a type, which are recorded once: a type does not change.
    package init<Value: ConfigType>(of type: Value.Type) {
        let limit = ReadingOptions.standard.maxSettings
        let key = RecordedType(type: ObjectIdentifier(type), limit: limit)
        if let known = Self.recorded.withLock({ $0[key] }) {
            self = known
            return
        }
        // Runs code of the type, so outside of the lock, and occasionally twice.
        let made = SettingCatalogue(SettingRecorder.settings(of: type), of: type.schema)
        Self.recorded.withLock { $0[key] = made }
        self = made
    }

    private static let recorded = Mutex<[RecordedType: SettingCatalogue]>([:])

    package init(_ settings: [Setting], of schema: CompiledSchema) {
        self.schema = schema
        secretPaths = Remembered()
        if schema.variables.isEmpty, schema.versionPlace == nil {
            self.settings = settings
            return
        }
        self.settings = settings.map { setting in
            var setting = setting
            let pointer = setting.path.pointer
            if let variable = schema.variables[pointer] {
                setting.variable = variable
                setting.takesVariable = variable != nil
            }
            setting.isVersion = pointer == schema.versionPlace
            return setting
        }
    }

    package subscript(path: DocumentPath) -> Setting? { settings.first { $0.path == path } }

    /// The setting for the property at a key path.
    package func setting<Root: ConfigType, Member>(at path: KeyPath<Root, Member>) -> Setting? {
        guard let offset = MemoryLayout<Root>.offset(of: path) else { return nil }
        return settings.first { $0.offset == offset && $0.type == ObjectIdentifier(Member.self) }
    }

    /// True if a value at this path must not be shown because it is a secret or inside one.
    func isSecret(_ path: DocumentPath) -> Bool {
        settings.contains { $0.isSecret && path.starts(with: $0.path) }
    }
}

private struct RecordedType: Hashable {
    let type: ObjectIdentifier
    /// The maximum number of settings at the time.
    let limit: Int
}
