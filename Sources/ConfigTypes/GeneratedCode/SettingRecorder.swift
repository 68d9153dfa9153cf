import ConfigDocument
import SchemaValidation

/// Discovers the settings of a type by letting it read an absent value.
///
/// A generated type reads its members by name and type, in the order of its stored properties. So
/// it need not carry a table of them: the reads are that table, and their order gives the memory
/// offset of each property, which identifies it by key path.
final class SettingRecorder {
    private(set) var settings: [Setting] = []
    private var open: [Level] = []

    /// A type whose members are being read.
    private struct Level {
        var type: ObjectIdentifier
        /// The index in `settings`; nil for the root.
        var setting: Int?
        /// The offset of the type in the root's memory; nil if it is unknown.
        var offset: Int?
        /// The size of the members so far.
        var size = 0
        var firstMember: Int
        /// True if the type is a union: its branches depend on the value, so their reads are
        /// ignored.
        var isOpaque = false
    }

    /// - Returns: the settings of a type, outermost first.
    static func settings<Value: ConfigType>(of type: Value.Type) -> [Setting] {
        let recorder = SettingRecorder()
        let context = ReadingContext(recorder: recorder)
        var reader = ValueReader(context, index: -1)
        recorder.enter(type, setting: nil, offset: 0)
        _ = Value(reading: &reader)
        recorder.leave(MemoryLayout<Value>.size)
        return recorder.settings
    }

    // MARK: Calls from readers

    /// Records that a member is read. `stored` is the type of its property.
    func add<Stored>(_ key: StaticString, stored: Stored.Type, default value: DocumentValue? = nil)
    {
        guard let level = open.last, !level.isOpaque else { return }
        let outer = level.setting.map { settings[$0] }
        let start = Self.aligned(level.size, to: MemoryLayout<Stored>.alignment)
        settings.append(
            Setting(
                path: (outer?.path ?? []) + ["\(key)"],
                offset: level.offset.map { $0 + start },
                type: ObjectIdentifier(stored),
                defaultValue: value,
                isSecret: outer?.isSecret ?? false,
                isNullable: stored is any NullableSetting.Type
            )
        )
        open[open.count - 1].size = start + MemoryLayout<Stored>.size
    }

    /// Skips the memory of a property that is not a setting, such as the extras.
    func skip<Stored>(_ stored: Stored.Type) {
        guard let level = open.last else { return }
        let start = Self.aligned(level.size, to: MemoryLayout<Stored>.alignment)
        open[open.count - 1].size = start + MemoryLayout<Stored>.size
    }

    /// Reads the settings inside the member that was just added, if there are any.
    ///
    /// - Parameter isStored: whether the property stores the value directly, and not in an
    ///   optional, whose members have no key path from the root.
    func descend<Value>(into type: Value.Type, isStored: Bool, _ read: () -> Value) {
        if leadsOn(type) { _ = self.read(type, isStored: isStored, read) }
    }

    /// Like `descend`, but always returns a value.
    func read<Value>(_ type: Value.Type, isStored: Bool, _ read: () -> Value) -> Value {
        let isOpaque = !leadsOn(type)
        let setting = settings.indices.last
        let offset = isStored ? setting.flatMap { settings[$0].offset } : nil
        enter(type, setting: isOpaque ? nil : setting, offset: offset)
        open[open.count - 1].isOpaque = isOpaque
        defer { leave(MemoryLayout<Value>.size) }
        return read()
    }

    /// True if the settings inside a type are read: a type that contains itself would never end.
    private func leadsOn<Value>(_ type: Value.Type) -> Bool {
        guard let level = open.last, !level.isOpaque, open.count < 32,
            settings.count < ReadingOptions.standard.maxSettings
        else { return false }
        return !open.contains { $0.type == ObjectIdentifier(type) }
    }

    /// Records the kind of value that is read.
    func note(_ kind: Setting.Kind) { changeSetting { if $0.kind == nil { $0.kind = kind } } }

    func noteSecret() { changeSetting { $0.isSecret = true } }

    /// Records that reading depends on the value.
    func noteUnion() {
        guard !open.isEmpty else { return }
        open[open.count - 1].isOpaque = true
    }

    // MARK: Levels

    private func enter<Value>(_ type: Value.Type, setting: Int?, offset: Int?) {
        open.append(
            Level(
                type: ObjectIdentifier(type),
                setting: setting,
                offset: offset,
                firstMember: settings.count
            )
        )
    }

    private func leave(_ size: Int) {
        guard let level = open.popLast() else { return }
        // If the properties do not add up to the type's size, their offsets are wrong.
        if level.size != size {
            for index in level.firstMember..<settings.count { settings[index].offset = nil }
        }
        if level.firstMember < settings.count, let setting = level.setting {
            settings[setting].hasMembers = true
        }
    }

    private func changeSetting(_ change: (inout Setting) -> Void) {
        guard let level = open.last, let setting = level.setting else { return }
        change(&settings[setting])
    }

    private static func aligned(_ size: Int, to alignment: Int) -> Int {
        (size + alignment - 1) / alignment * alignment
    }
}
