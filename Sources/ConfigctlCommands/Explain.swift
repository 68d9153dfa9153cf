import ArgumentParser
import SchemaValidation
import TypedConfig

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints settings with the place that their value comes from.",
        discussion: """
            Defaults are listed too, and what a higher layer has overridden. Secrets are not shown.

            Exit codes: 0 valid, 1 what is printed would be refused, and why is on standard error.

            EXAMPLES
              configctl explain unified_config
              configctl explain messaging queue --overlay production
              configctl explain messaging queue.max_size --environment APP --format json
              configctl explain messaging queue.max_size --environment APP --all
            """
    )

    @Argument(
        help: "The configuration: its file's name without the ending.",
        completion: FolderOptions.names
    )
    var name: String

    @Argument(help: "A part of it, such as server or server.port.")
    var key: String?

    @OptionGroup var printing: PrintOptions
    @Flag(
        help: "Prints every layer that was asked for the setting, lowest first, and what it said."
    )
    var all = false

    @OptionGroup var folder: FolderOptions

    func validate() throws {
        if all, key == nil { throw ValidationError("--all needs the name of one setting") }
    }

    func run() throws {
        let system = try folder.system()
        if all, let key { return try printAnswers(of: system, key) }
        let settings = try system.explain(name, key)
        switch printing.format {
        case .text: for setting in settings { Output.standard.write(setting.description) }
        case .json: Output.standard.write(.array(settings.map { DocumentValue($0) }))
        }
        // If files are refused, a service does not have these values.
        let findings = (system.validate([name])[name] ?? []).filter { $0.severity == .error }
        if findings.isEmpty { return }
        findings.forEach(Output.standardError.write)
        throw Exit.findings
    }

    private func printAnswers(of system: ConfigSystem, _ key: String) throws {
        let answers = try system.layerAnswers(name, key)
        switch printing.format {
        case .text:
            for (number, answer) in answers.enumerated() {
                Output.standard.write("\(number + 1). \(answer)")
            }
        case .json: Output.standard.write(.array(answers.map { DocumentValue($0) }))
        }
    }
}

extension DocumentValue {
    fileprivate init(_ answer: LayerAnswer) {
        let said = answer.said.map { said -> DocumentValue in
            var object = DocumentValue(said.value, said.origin).object ?? DocumentObject()
            object["result"] = .string(said.result.rawValue)
            return .object(object)
        }
        self = [
            "layer": .string(answer.layer), "names": .array(answer.names.map { .string($0) }),
            "said": .array(said), "findings": .array(answer.findings.map { DocumentValue($0) }),
        ]
    }
}

extension DocumentValue {
    fileprivate init(_ setting: ExplainedSetting) {
        let overridden = setting.overridden.map { DocumentValue($0.value, $0.origin) }
        var object = DocumentValue(setting.value, setting.origin).object ?? DocumentObject()
        object["key"] = .string(setting.key)
        object["overrides"] = .array(overridden)
        self = .object(object)
    }

    private init(_ value: DocumentValue?, _ origin: ConfigOrigin) {
        var object = DocumentObject()
        object["origin"] = .string(origin.description)
        object["secret"] = .bool(value == nil)
        object["value"] = value
        self = .object(object)
    }
}
