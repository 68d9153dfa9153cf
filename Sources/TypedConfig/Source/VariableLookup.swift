import ConfigDocument
import ConfigTypes
import SchemaValidation

/// Finds the setting of a configuration that a variable is for.
struct VariableLookup {
    let rules: VariableRules
    private let beginnings = Beginnings()
    /// The keys that lower layers have in an object.
    var existing: (DocumentPath) -> [String] = { _ in [] }

    init(rules: VariableRules, existing: @escaping (DocumentPath) -> [String] = { _ in [] }) {
        self.rules = rules
        self.existing = existing
    }

    /// The beginnings of the names, which all variables of a configuration share.
    private final class Beginnings {
        struct Beginning {
            let table: VariableTable
            /// `APP_HTTP_`
            let scoped: String
            /// `APP_`
            let unscoped: String
        }

        private var known: [ObjectIdentifier: Beginning] = [:]

        func of(_ names: SettingNames, _ rules: VariableRules) -> Beginning {
            if let known = known[ObjectIdentifier(names)] { return known }
            let beginning = Beginning(
                table: names.variables(rules.style),
                scoped: Self.start(rules, names.config),
                unscoped: Self.start(rules, nil)
            )
            known[ObjectIdentifier(names)] = beginning
            return beginning
        }

        private static func start(_ rules: VariableRules, _ config: String?) -> String {
            let prefix = rules.prefix ?? ""
            let name = EnvironmentName.name(of: [], prefix: prefix, config: config, rules.style)
            return name.isEmpty ? "" : name + "_"
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
        let beginning = beginnings.of(names, rules)
        let table = beginning.table
        if let hit = own(name, table) { return hit }
        guard rules.prefix != nil else { return nil }
        if name.hasPrefix(beginning.scoped) {
            let rest = name.dropFirst(beginning.scoped.count)
            if let hit = made(rest, table, names, .scoped) { return hit }
        }
        guard isMain, name.hasPrefix(beginning.unscoped) else { return nil }
        return made(name.dropFirst(beginning.unscoped.count), table, names, .unscoped)
    }

    private func own(_ name: String, _ table: VariableTable) -> Hit? {
        let own = rules.ignoresCase ? table.ownInUpperCase : table.own
        if own.isEmpty { return nil }
        if let settings = own[name] {
            return Hit(parts: settings.map { SettingPart($0) }, rank: .own)
        }
        guard let file = Self.file(name), let settings = own[file] else { return nil }
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
        var words = 0
        for end in name.indices.reversed() where name[end] == "_" {
            words += 1
            guard words <= PartFinder.wordLimit else { return nil }
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
