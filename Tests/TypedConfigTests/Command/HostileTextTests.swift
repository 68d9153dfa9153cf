import ConfigDocument
import Foundation
import Testing

/// The content and names of files must not control output: every subcommand of both tools, with
/// files whose keys, values and names contain sequences that terminals or CI systems interpret.
struct HostileTextTests {
    private let folder: TemporaryFolder

    private static let texts = [
        "\u{1B}[31mFORGED\u{1B}[0m", "\rFORGED", "\nFORGED: error: x", "\u{202E}FORGED",
        "\u{2066}FORGED", "\u{2028}FORGED", "\u{2029}FORGED", "\u{85}FORGED", "\u{200B}FORGED",
        "\u{FEFF}FORGED", "\u{7F}FORGED", "::error file=x::FORGED", "\n::error::FORGED",
        "##[error]FORGED", "##vso[task.x]FORGED", "\u{E0041}FORGED", "\u{9B}31mFORGED",
    ]

    /// Files are named after their configuration, so these are names of configurations too.
    private static let names = [
        "free", "\u{1B}[31mFORGED", "x\nFORGED: error: y", "::error::FORGED", "\u{202E}FORGED",
    ]

    init() throws {
        folder = try TemporaryFolder()
        var object = DocumentObject()
        var changed = DocumentObject()
        var properties = DocumentObject()
        for text in Self.texts {
            object[text] = .string(text)
            changed[text] = .string(text + text)
            properties[text] = [
                "type": "string", "description": .string(text), "default": .string(text),
                "enum": [.string(text), "other"], "title": .string(text),
            ]
        }
        object["bad"] = .string(Self.texts.joined())
        properties["bad"] = ["type": "integer", "description": .string(Self.texts.joined())]
        let schema: DocumentValue = [
            "type": "object", "properties": .object(properties),
            "required": .array(["\nFORGED: x"]),
        ]
        for (index, name) in Self.names.enumerated() {
            let format = index % 2 == 0 ? DocumentFormat.yaml : .json
            let file = "\(name).\(index % 2 == 0 ? "yaml" : "json")"
            try write(.object(object), format, "config/\(file)")
            try write(.object(changed), format, "other/\(file)")
            try write(schema, .json, "schemas/\(name).schema.json")
        }
        try write(["a": 1], .yaml, "good/\(Self.names[1]).yaml")
        try write([:], .json, "loose/\(Self.names[1]).schema.json")
        try folder.write("{\n\u{1B}[31mFORGED", to: "config/::error::broken.json")
    }

    private func write(_ value: DocumentValue, _ format: DocumentFormat, _ name: String) throws {
        try folder.write(String(decoding: value.encoded(as: format), as: UTF8.self), to: name)
    }

    private static func shell(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }

    /// Formats for other programs; `github` is for a program that interprets it, and has its own
    /// tests.
    private static let reports = ["sarif", "junit", "checkstyle"]

    /// The arguments of each subcommand, in the folder `config`.
    private static let configctl: [String: [String]] = [
        "validate": ["", "--format json"] + reports.map { "--format \($0)" } + names.map(shell),
        "list": ["", "--format json"],
        "get": texts.flatMap { ["free \(shell($0))", "free \(shell($0)) --format json"] }
            + ["free ''", "free /nothing", "\(shell(names[2])) x"],
        "explain": names.flatMap { [shell($0), "\(shell($0)) --format json"] }
            + ["free \(shell(texts[2]))"],
        "diff": names.flatMap { name in
            let files = ["yaml", "json"].map {
                shell("\(name).\($0)") + " ../other/" + shell("\(name).\($0)")
            }
            return files + files.map { "\($0) --format json" }
        },
        "cache": ["", "--format json", shell(names[1])],
        "set": texts.flatMap { text in
            [
                "free \(shell(text)) \(shell(text)) --dry-run",
                "free \(shell(text)) \(shell(text)) --format json",
            ]
        } + names.map { "\(shell($0)) bad \(shell(texts[0])) --dry-run" },
        "unset": texts.map { "free \(shell($0)) --dry-run" } + ["free \(shell(texts[3] + "x"))"],
        "edit": names.flatMap { ["\(shell($0)) --dry-run", shell($0)] },
        "format": names.flatMap { ["\(shell($0)) --dry-run", "\(shell($0)) --format json"] },
        "watch": [""],
        "migrate": names.flatMap { name in
            ["", " --format json"].map { "\(shell(name)) --dry-run\($0)" }
        },
        "rollback": names.map(shell),
        "migrations": ["status", "verify", "status --format json", "verify --format json"],
        "doctor": ["", "--format json"],
        "health": ["", "--format json"],
        "alerts": ["", "--format json"],
        "audit": [
            "start", "show", "show --format json", "verify", "verify --format json",
            "show --config \(shell(texts[0]))",
        ],
        "sign": ["--key \(shell(texts[0]))"],
        "verify": ["--public-key \(shell(texts[0]))"],
        "report": ["", "--format markdown", "--format html", "--format json"],
        "dashboard": ["--port 0"],
        "fleet": ["status", "publish --dry-run", "history --format json"].map {
            "\($0) --endpoint http://127.0.0.1:1 --app \(shell(texts[0])) --env \(shell(texts[1]))"
        },
    ]

    private static let schemac: [String: [String]] = [
        "generate": ["../schemas --output ../generated"],
        "validate": names.map { "--schema ../schemas/\(shell($0)).schema.json ." }
            + (["text", "json", "flag", "basic", "detailed", "verbose"] + reports).map {
                "--schema ../schemas/free.schema.json . --format \($0)"
            },
        "lint": ["../schemas", "../schemas --format json", "--rules"]
            + reports.map { "../schemas --format \($0)" },
        "vendor": ["https://example.com/\(shell(texts[0])) free.yaml", "--lock free.yaml"],
        "init": ["free --from free.yaml", "\(shell(texts[0])) --target \(shell(texts[1]))"],
        "infer": ["free.yaml", "*", "../good/*"],
        "docs": ["../schemas --output ../docs"],
        "sample": names.flatMap { name in
            ["yaml", "json", "jsonc"].map { "../schemas/\(shell(name)).schema.json --format \($0)" }
        },
        "bundle": names.map { "../schemas/\(shell($0)).schema.json" },
        "editor": ["../schemas", "../schemas --modeline", "../schemas --merge free.yaml"],
        "export": names.map { "\(shell($0)) --program free.yaml" },
        "templates": ["--export \(shell("../" + texts[0]))"],
        "diff": (["text", "markdown", "json"] + reports).map {
            "../schemas/free.schema.json ../loose/*.schema.json --format \($0)"
        },
        "migration": ["check ../schemas", "draft ../schemas", "check \(shell(texts[2]))"],
    ]

    /// Adds to a file what no schema allows, so that its lines are shown.
    private static let editor = "sh -c 'echo \\\"\u{1B}[31m: bad\\\" >> \"$1\"' -"

    @Test(arguments: ["configctl", "schemac"])
    func noSubcommandPrintsWhatWouldBeObeyed(tool: String) async throws {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let table = tool == "configctl" ? Self.configctl : Self.schemac
        let help = try await Shell.run("'\(program)' --help").output
        let known = help.split(separator: "SUBCOMMANDS:\n").last?.split(separator: "\n").compactMap
        {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ")
                ? $0.split(separator: " ").first.map(String.init) : nil
        }
        #expect(
            Set(known ?? []).subtracting(["See"]) == Set(table.keys),
            "a subcommand is not tried"
        )
        for (command, lines) in table.sorted(by: { $0.key < $1.key }) {
            for line in lines {
                let isOfFolder =
                    tool == "configctl" && !["sign", "verify", "migrations"].contains(command)
                let schemas = isOfFolder && !["migrate", "rollback", "audit"].contains(command)
                let options = (isOfFolder ? " -d ." : "") + (schemas ? " --schemas ../schemas" : "")
                let (_, output) = try await Shell.run(
                    "cd '\(folder.path)/config' && EDITOR=\(Self.shell(Self.editor)) timeout 2 '\(program)' \(command) \(line)\(options)"
                )
                check(output, "\(tool) \(command) \(line)")
            }
        }
    }

    private func check(_ output: String, _ command: String) {
        let obeyed = output.unicodeScalars.filter { scalar in
            scalar != "\n" && scalar != "\t"
                && (scalar.properties.generalCategory == .control
                    || [.lineSeparator, .paragraphSeparator].contains(
                        scalar.properties.generalCategory
                    )
                    || scalar.properties.isDefaultIgnorableCodePoint)
        }
        #expect(obeyed.isEmpty, "\(command): \(obeyed.map { String($0.value, radix: 16) })")
        for line in output.split(separator: "\n") {
            let start = line.drop { $0.isWhitespace }
            #expect(
                !start.hasPrefix("FORGED") && !start.hasPrefix("::error"),
                "\(command): \(line)"
            )
            #expect(!line.contains("##[") && !line.contains("##vso["), "\(command): \(line)")
        }
    }
}
