#if ArgumentParser
    import ArgumentParser
    import ConfigDocument
    import ConfigTypes
    import TypedConfig

    /// One setting as an option of a command line.
    struct SettingOption {
        let setting: Setting
        let configuration: String
        let isMain: Bool
        let description: String?
        let key: Key

        /// The name of an option for the parser: its number among those of the type.
        struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        /// Settings with members have an option for each of these. The version of a document is read
        /// from files alone.
        static func all<Value: ConfigType>(of type: Value.Type, isMain: Bool) -> [SettingOption] {
            let catalogue = SettingCatalogue(of: type)
            return catalogue.settings.enumerated().filter {
                !$0.element.hasMembers && !$0.element.isVersion
            }.map { number, setting in
                SettingOption(
                    setting: setting,
                    configuration: catalogue.schema.name,
                    isMain: isMain,
                    description: catalogue.schema.descriptions[setting.path.pointer],
                    key: Key(stringValue: "setting\(number)")
                )
            }
        }

        private var name: String { ([configuration] + setting.path.tokens).joined(separator: ".") }

        private var names: NameSpecification {
            let short = setting.path.tokens.joined(separator: ".")
            return isMain ? [.customLong(name), .customLong(short)] : [.customLong(name)]
        }

        private var help: ArgumentHelp {
            var text = description ?? ""
            if let value = setting.defaultValue, !setting.isSecret, !value.isNull {
                text += (text.isEmpty ? "" : " ") + "(default: \(shown(value)))"
            }
            // A command line is seen by others.
            return ArgumentHelp(
                text,
                valueName: valueName,
                visibility: setting.isSecret ? .hidden : .default
            )
        }

        private func shown(_ value: DocumentValue) -> String {
            value.string ?? JSONEmitter.line(value)
        }

        private var valueName: String {
            switch setting.kind {
            case .integer: "integer"
            case .number: "number"
            case .string: "text"
            case .array: "element"
            case .object: "object"
            case .boolean, .null, nil: "value"
            }
        }

        /// The property that the parser finds in its mirror.
        var child: (label: String?, value: Any) {
            switch setting.kind {
            case .boolean:
                (
                    "_" + key.stringValue,
                    Flag<Bool?>(name: names, inversion: .prefixedNo, help: help)
                )
            case .array:
                (
                    "_" + key.stringValue,
                    Option<[String]>(
                        wrappedValue: [],
                        name: names,
                        parsing: .singleValue,
                        help: help
                    )
                )
            default: ("_" + key.stringValue, Option<String?>(name: names, help: help))
            }
        }

        /// The option as it would be typed; nothing where it was not.
        func words(in container: KeyedDecodingContainer<Key>) throws -> [String] {
            switch setting.kind {
            case .boolean:
                let flag = try container.decode(Flag<Bool?>.self, forKey: key).wrappedValue
                return flag.map { ["--\(name)=\($0)"] } ?? []
            case .array:
                return try container.decode(Option<[String]>.self, forKey: key).wrappedValue
                    .map { "--\(name)=\($0)" }
            default:
                let text = try container.decode(Option<String?>.self, forKey: key).wrappedValue
                return text.map { ["--\(name)=\($0)"] } ?? []
            }
        }
    }
#endif
