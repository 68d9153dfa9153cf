import ConfigDocument
import ConfigTypes
import SchemaValidation

/// Finds the setting of a configuration that a variable is for.
struct VariableLookup {
    let rules: VariableRules
    /// The beginnings of names by configuration, which are the same for every variable.
    private let starts = Starts()
    /// The keys that lower layers have in an object.
    var existing: (DocumentPath) -> [String] = { _ in [] }

    init(rules: VariableRules, existing: @escaping (DocumentPath) -> [String] = { _ in [] }) {
        self.rules = rules
        self.existing = existing
    }

    private final class Starts {
        private var known: [String?: String] = [:]

        func start(_ prefix: String, _ config: String?, _ style: VariableStyle) -> String {
            if let start = known[config] { return start }
            let name = EnvironmentName.name(of: [], prefix: prefix, config: config, style)
            let start = name.isEmpty ? "" : name + "_"
            known[config] = start
            return start
        }
    }

    struct Hit {
        /// The settings; more than one if they share the variable.
        var parts: [SettingPart]
        /// How closely the name matches that of the configuration: higher ranks take precedence.
        var rank: Rank
        /// True if the variable names a file with the text: `NAME_FILE`.
        var isFile = false
        /// True if it is the version of the document, which no variable can set.
        var isVersion: Bool { parts.contains(where: \.setting.isVersion) }
    }

    enum Rank: Int, Comparable {
        /// The name does not contain that of the configuration.
        case unscoped
        case scoped
        /// The name is given by `x-env`.
        case own

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    /// - Parameter isMain: whether names without a configuration are accepted.
    func hit(_ variable: String, in names: SettingNames, isMain: Bool) -> Hit? {
        let name = rules.normalised(variable)
        let table = names.variables(rules.style)
        if let hit = own(name, table) { return hit }
        guard let prefix = rules.prefix else { return nil }
        for config in isMain ? [names.config, nil] : [names.config] {
            let start = starts.start(prefix, config, rules.style)
            let rank = config == nil ? Rank.unscoped : .scoped
            guard name.hasPrefix(start) else { continue }
            let rest = name.dropFirst(start.count)
            if let hit = made(rest, table, names, rank) { return hit }
        }
        return nil
    }

    private func own(_ name: String, _ table: VariableTable) -> Hit? {
        func settings(_ name: some StringProtocol) -> [Setting]? {
            if !rules.ignoresCase { return table.own[String(name)] }
            return table.own.first { $0.key.uppercased() == name }?.value
        }
        if let settings = settings(name) {
            return Hit(parts: settings.map { SettingPart($0) }, rank: .own)
        }
        guard let file = Self.file(name), let settings = settings(file) else { return nil }
        return Hit(parts: settings.map { SettingPart($0) }, rank: .own, isFile: true)
    }

    private func made(
        _ name: Substring,
        _ table: VariableTable,
        _ names: SettingNames,
        _ rank: Rank
    ) -> Hit? {
        if let settings = table.made[String(name)] {
            return Hit(parts: settings.map { SettingPart($0) }, rank: rank)
        }
        if let file = Self.file(name), let settings = table.made[String(file)] {
            return Hit(parts: settings.map { SettingPart($0) }, rank: rank, isFile: true)
        }
        if let part = part(name, table, names) { return Hit(parts: [part], rank: rank) }
        guard let file = Self.file(name), let part = part(file[...], table, names) else {
            return nil
        }
        return Hit(parts: [part], rank: rank, isFile: true)
    }

    /// The part of the setting that matches the most words of the name.
    private func part(
        _ name: Substring,
        _ table: VariableTable,
        _ names: SettingNames
    ) -> SettingPart? {
        for end in name.indices.reversed() where name[end] == "_" {
            guard let settings = table.made[String(name[..<end])], settings.count == 1,
                !settings[0].hasMembers, !settings[0].isVersion,
                [nil, .array, .object].contains(settings[0].kind),
                let program = try? names.schema.program()
            else { continue }
            let words = name[end...].dropFirst().split(
                separator: "_",
                omittingEmptySubsequences: false
            )
            let finder = PartFinder(program: program, style: rules.style, existing: existing)
            if let part = finder.part(settings[0], words: words) { return part }
        }
        return nil
    }

    /// The `NAME` in `NAME_FILE`.
    private static func file(_ name: some StringProtocol) -> String? {
        name.hasSuffix("_FILE") ? String(name.dropLast(5)) : nil
    }
}
