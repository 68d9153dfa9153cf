import ArgumentParser
import LimitOptions
import SchemaValidation
import TypedConfig

struct Explain: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show where each setting gets its value from.",
        discussion: """
            Prints each setting with its value and the place that sets it: a line of a file, a \
            variable, an argument, a secret file or the default. Values that a higher layer \
            overrides are listed as well. Secrets are not shown.

            Exit status: 0 if the configuration is valid, 1 if a service would refuse it, for \
            the reason on standard error, 2 if something cannot be read.

            EXAMPLES
              Explain a whole configuration, or a part of it:
                configctl explain http
                configctl explain http server --overlay production
              Ask every layer about one setting, lowest first:
                configctl explain http server.port --environment APP --all

            Details: the guide Layers of TypedConfig.
            """
    )

    @Argument(
        help: "The configuration: the name of its file without the extension.",
        completion: FolderOptions.names
    )
    var name: String

    @Argument(help: "A part of the configuration, such as server or server.port.")
    var key: String?

    @OptionGroup var printing: PrintOptions
    @Flag(
        help: "Print what each layer contains for the setting, lowest first."
    )
    var all = false

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        if all, key == nil { throw ValidationError("--all needs a KEY: the setting to explain.") }
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
