import ConfigDocument
import SchemaValidation

/// Learns the settings of a type by letting it read a value that is absent.
///
/// A generated type asks for its members by name and type, one after the other, in the order in
/// which its properties are stored. So it need not carry a table of them: what it asks for is that
/// table, and the order gives the place of each property in memory, by which key paths find it.
final class SettingRecorder {
    private(set) var settings: [Setting] = []
    private var open: [Level] = []

    /// A type whose members are being asked for.
    private struct Level {
        var type: ObjectIdentifier
        /// The index in `settings`; nil for the root.
        var setting: Int?
        /// Where the type begins in the memory of the root; nil where that is not known.
        var offset: Int?
        /// The size of the members so far.
        var size = 0
        var firstMember: Int
        /// Unions decide by the value, so what their branches ask for says nothing.
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

    // MARK: What readers tell

    /// A member is asked for. `stored` is the type of its property.
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

    /// Properties that are no setting, such as the extras, still take their place.
    func skip<Stored>(_ stored: Stored.Type) {
        guard let level = open.last else { return }
        let start = Self.aligned(level.size, to: MemoryLayout<Stored>.alignment)
        open[open.count - 1].size = start + MemoryLayout<Stored>.size
    }

    /// Reads what is inside of the member that was just added, where that leads to settings.
    ///
    /// - Parameter isStored: whether the value lies in the property as it is, and not in an
    ///   optional, whose members no key path reaches.
    func descend<Value>(into type: Value.Type, isStored: Bool, _ read: () -> Value) {
        if leadsOn(type) { _ = self.read(type, isStored: isStored, read) }
    }

    /// The same where a value is needed in any case.
    func read<Value>(_ type: Value.Type, isStored: Bool, _ read: () -> Value) -> Value {
        let isOpaque = !leadsOn(type)
        let setting = settings.indices.last
        let offset = isStored ? setting.flatMap { settings[$0].offset } : nil
        enter(type, setting: isOpaque ? nil : setting, offset: offset)
        open[open.count - 1].isOpaque = isOpaque
        defer { leave(MemoryLayout<Value>.size) }
        return read()
    }

    /// A type inside itself would never end.
    private func leadsOn<Value>(_ type: Value.Type) -> Bool {
        guard let level = open.last, !level.isOpaque, open.count < 32,
            settings.count < ReadingOptions.standard.maxSettings
        else { return false }
        return !open.contains { $0.type == ObjectIdentifier(type) }
    }

    /// The value is asked for as one of this kind.
    func note(_ kind: Setting.Kind) { changeSetting { if $0.kind == nil { $0.kind = kind } } }

    func noteSecret() { changeSetting { $0.isSecret = true } }

    /// The value decides how it is read.
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
        // Where the properties do not add up to the type, their places were guessed wrongly.
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
