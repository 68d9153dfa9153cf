import ArgumentParser
import ConfigDocument
import JSONSchema
import LimitOptions
import SchemaCompiler
import SchemaTools

/// The options of generated code: each option of `schemac.yaml` as a flag.
struct CodeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Use the options of this schemac.yaml; flags override them.",
            valueName: "file"
        )
    )
    var config: String?

    @Option(help: "The access level of generated declarations.")
    var access: Access?

    @Option(
        name: .customLong("conformance"),
        help: ArgumentHelp("A protocol that types conform to. Repeatable.", valueName: "protocol")
    )
    var conformances: [ConformanceName] = []

    @Option(help: "A prefix of the names of root types.")
    var prefix: String?

    @Option(help: "Whether types are declared inside each other (nested) or side by side (flat).")
    var namespace: NamespaceName?

    @Option(
        help: ArgumentHelp(
            "A schema to generate types for; all by default. Repeatable.",
            valueName: "schema"
        )
    )
    var include: [String] = []

    @Option(
        help: ArgumentHelp(
            "A schema to omit, or a type such as HTTPConfig.Extra. Repeatable.",
            valueName: "schema-or-type"
        )
    )
    var exclude: [String] = []

    @Option(
        name: .customLong("type"),
        help: ArgumentHelp(
            "Your own type in place of a generated one, or for a property. Repeatable.",
            valueName: "name=type"
        )
    )
    var types: [String] = []

    @Option(
        name: .customLong("import"),
        help: ArgumentHelp("A module that declares those types. Repeatable.", valueName: "module")
    )
    var imports: [String] = []

    @Option(help: ArgumentHelp("A comment at the top of each file.", valueName: "text"))
    var header: String?

    @Option(
        help: ArgumentHelp(
            "A directory of templates that replace the ones of the same name.",
            valueName: "directory"
        )
    )
    var templates: String?

    @Option(
        name: .customLong("embed"),
        help: ArgumentHelp(
            "A configuration file to embed as the static property `embedded` of its type. Repeatable.",
            valueName: "schema=file"
        )
    )
    var embedded: [String] = []

    /// The options of the file, overridden by those of the command line.
    func options(limits: LimitOptions) throws -> CompilerOptions {
        var options = CompilerOptions()
        if let config {
            let plan = try BuildPlan(targetDirectory: ".", config: config)
            options = plan.options
            limits.apply(options.limits)
            options.formatRules.apply()
            options.embedded = plan.embedded()
        }
        if let access { options.access = access.level }
        options.conformances.formUnion(
            conformances.compactMap { Conformance(rawValue: $0.rawValue) }
        )
        if let prefix { options.prefix = try Self.identifier(prefix, of: "--prefix") }
        if let namespace { options.namespace = namespace == .flat ? .flat : .nested }
        options.include += include.map { ChosenName($0) }
        options.exclude += exclude.map { ChosenName($0) }
        options.replacements += try types.map(Self.replacement)
        options.imports += try imports.map { try Self.identifier($0, of: "--import") }
        if let header { options.header = header }
        if let templates { options.templates = templates }
        options.embedded += try embedded.map(Self.document)
        return options
    }

    private static func pair(_ text: String, _ usage: String) throws -> (String, String) {
        guard let separator = text.firstIndex(of: "="), separator != text.startIndex else {
            throw ValidationError(usage)
        }
        return (String(text[..<separator]), String(text[text.index(after: separator)...]))
    }

    private static func replacement(_ text: String) throws -> TypeReplacement {
        let (name, type) = try pair(
            text,
            "--type \(text): write NAME=TYPE, such as HTTPConfig.host=Hostname"
        )
        guard TypeReplacement.isSwiftType(type) else {
            throw ValidationError("--type \(text): \"\(type)\" is not the name of a Swift type")
        }
        return TypeReplacement(name: ChosenName(name), swiftType: type)
    }

    private static func identifier(_ text: String, of flag: String) throws -> String {
        guard CompilerOptions.isIdentifier(text) else {
            throw ValidationError("\(flag) \(text): this is not a name in Swift")
        }
        return text
    }

    private static func document(_ text: String) throws -> EmbeddedDocument {
        let (schema, path) = try pair(
            text,
            "--embed \(text): write SCHEMA=FILE, such as http=config/http.yaml"
        )
        do throws(DocumentError) {
            return EmbeddedDocument(schema: schema, document: try Document(contentsOf: path))
        } catch {
            throw SchemaError(findings: [Finding(error)])
        }
    }
}

/// The conformances as written on the command line.
struct ConformanceName: ExpressibleByArgument {
    let rawValue: String

    init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        rawValue = argument
    }

    static var allValueStrings: [String] { Conformance.allCases.map(\.rawValue) }
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }
}

/// The namespaces as written on the command line.
enum NamespaceName: String, ExpressibleByArgument, CaseIterable { case nested, flat }
