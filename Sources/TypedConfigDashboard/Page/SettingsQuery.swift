import ConfigDocument
import SchemaValidation
import TypedConfig

/// A row of the table of settings.
struct ListedSetting {
    let config: String
    let setting: ExplainedSetting

    var marks: [SettingsQuery.Mark] {
        SettingsQuery.Mark.allCases.filter { mark in
            switch mark {
            case .secret: setting.value == nil
            case .overridden: !setting.overridden.isEmpty
            case .deprecated: setting.isDeprecated
            case .variable: setting.origin.isVariable
            case .refused: setting.refused != nil
            }
        }
    }
}

/// The settings that a visitor asks for: a text, and marks that all of them have.
struct SettingsQuery {
    enum Mark: String, CaseIterable {
        case secret, overridden, deprecated, variable, refused

        var title: String {
            switch self {
            case .secret: "secret"
            case .overridden: "overrides another value"
            case .deprecated: "deprecated"
            case .variable: "from a variable"
            case .refused: "refused"
            }
        }
    }

    /// Part of the name or of the value, in any case; empty for all.
    var text = ""
    var marks: Set<Mark> = []

    func takes(_ listed: ListedSetting) -> Bool {
        guard marks.isSubset(of: listed.marks) else { return false }
        if text.isEmpty { return true }
        let wanted = text.lowercased()
        if "\(listed.config).\(listed.setting.key)".lowercased().contains(wanted) { return true }
        // Nobody finds out a value that is not shown.
        guard let value = listed.setting.value, !listed.setting.origin.isHidden else {
            return false
        }
        return value.shown.lowercased().contains(wanted)
    }
}

extension ConfigOrigin {
    fileprivate var isVariable: Bool {
        switch self {
        case .environment, .dotenv: true
        case .interpolation(let origins, _, _): origins.contains(where: \.isVariable)
        default: false
        }
    }
}
