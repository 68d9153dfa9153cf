import ConfigDocument
import Foundation
import Testing

/// The help of each subcommand of both tools.
struct CommandHelpTests {
    private struct Command: Sendable {
        var name: String
        var abstract: String
        var discussion: String
        /// Options that expect a value.
        var options: [Option]
    }

    private struct Option: Hashable, Sendable {
        var name: String
        var abstract: String
    }

    private func commands(of tool: String) async throws -> [Command] {
        try await Self.trees.commands(of: tool)
    }

    /// What the tools say of themselves, which takes them seconds.
    private actor Trees {
        private var tasks: [String: Task<[Command], any Error>] = [:]

        func commands(of tool: String) async throws -> [Command] {
            let task = tasks[tool] ?? Task { try await CommandHelpTests.dumped(tool) }
            tasks[tool] = task
            return try await task.value
        }
    }

    private static let trees = Trees()

    private static func dumped(_ tool: String) async throws -> [Command] {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let help = try await Shell.run("'\(program)' --experimental-dump-help").output
        let tree = DocumentValue(try Document(parsing: help, as: .json).root)
        return leaves(of: try #require(tree["command"]), named: [tool])
    }

    private static func leaves(of command: DocumentValue, named outer: [String]) -> [Command] {
        let inner = (command["subcommands"]?.array ?? []).filter {
            $0["commandName"]?.string != "help"
        }
        if !inner.isEmpty {
            return inner.flatMap {
                leaves(of: $0, named: outer + [$0["commandName"]?.string ?? ""])
            }
        }
        let options = (command["arguments"]?.array ?? []).filter { $0["kind"] == "option" }
            .compactMap { argument -> Option? in
                let name = argument["names"]?.array?.first { $0["kind"] == "long" }?["name"]?.string
                return name.map {
                    Option(name: "--" + $0, abstract: argument["abstract"]?.string ?? "")
                }
            }
        return [
            Command(
                name: outer.joined(separator: " "),
                abstract: command["abstract"]?.string ?? "",
                discussion: command["discussion"]?.string ?? "",
                options: options
            )
        ]
    }

    @Test(arguments: ["configctl", "schemac"])
    func beginsWithWhatTheCommandDoes(tool: String) async throws {
        for command in try await commands(of: tool) {
            let verb = command.abstract.prefix { $0 != " " }
            #expect(verb.first?.isUppercase == true && !verb.hasSuffix("s"), "\(command.name)")
            #expect(command.abstract.hasSuffix("."), "\(command.name)")
        }
    }

    /// Each example is a command line of the tool, below the task that it is for.
    @Test(arguments: ["configctl", "schemac"])
    func hasAnExampleForEachTask(tool: String) async throws {
        let simple = [
            "audit start", "audit verify", "migrations status", "migrations verify", "build",
        ]
        for command in try await commands(of: tool)
        where !simple.contains(String(command.name.dropFirst(tool.count + 1))) {
            let lines = command.discussion.split(separator: "\n")
            let examples = lines.drop { $0 != "EXAMPLES" }.dropFirst().prefix { $0.hasPrefix("  ") }
            let tasks = examples.filter { !$0.hasPrefix("    ") }
            let own = examples.filter { $0.hasPrefix("    ") && $0.contains(command.name) }
            #expect(!tasks.isEmpty && tasks.allSatisfy { $0.hasSuffix(":") }, "\(command.name)")
            #expect(own.count >= tasks.count, "\(command.name)")
        }
    }

    @Test(arguments: ["configctl", "schemac"])
    func endsWithTheExitStatus(tool: String) async throws {
        let silent = try await commands(of: tool).filter {
            !$0.discussion.contains("Exit status: 0") && $0.name != "schemac build"
        }
        #expect(silent.map(\.name) == [])
    }

    /// The most common options come last, where a terminal shows them; rare options have
    /// sections of their own.
    @Test(arguments: ["configctl set", "schemac validate"])
    func rareOptionsComeFirst(command: String) async throws {
        let words = command.split(separator: " ")
        let program = try #require(BuiltProgram.path(String(words[0])), "\(words[0]) is not built")
        let help = try await Shell.run("'\(program)' \(words[1]) --help").output
        let sections = help.split(separator: "\n").filter {
            $0.hasSuffix(":") && !$0.hasPrefix(" ") && $0 == $0.uppercased()
        }
        let layers = words[0] == "configctl" ? ["FILES AND LAYERS:"] : []
        #expect(sections.map(String.init) == ["ARGUMENTS:"] + layers + ["LIMITS:", "OPTIONS:"])
        let options = help.split(separator: "OPTIONS:").last ?? ""
        #expect(options.contains("--quiet") && options.contains("--format"))
        #expect(!options.contains("--max-") && !options.contains("--overlay"))
    }

    @Test(arguments: ["configctl", "schemac"])
    func theTableOfExitStatusesHasEveryCommand(tool: String) async throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/TypedConfig/TypedConfig.docc/Stability.md")
        let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
        var known: Set<String> = ["schemac build"]
        for line in text.split(separator: "\n") where line.hasPrefix("| `\(tool)") {
            let names = line.split(separator: "|")[0].split(separator: "`").enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
            guard let first = names.first?.split(separator: " ") else { continue }
            let group = first.dropLast().joined(separator: " ")
            known.formUnion(names.map { $0.hasPrefix(tool) ? $0 : "\(group) \($0)" })
        }
        let names = try await commands(of: tool).map(\.name)
        #expect(names.filter { !known.contains($0) } == [])
    }

    /// An option whose value was forgotten does not take the next option for it. An option that many
    /// commands share is tried with one of them; one option in three is, unless `TYPED_CONFIG_MATRIX` is
    /// `whole`.
    @Test(arguments: ["configctl", "schemac"])
    func anOptionWithoutItsValueWritesNothing(tool: String) async throws {
        let program = try #require(BuiltProgram.path(tool), "\(tool) is not built")
        let folder = try TemporaryFolder(["config/app.yaml": "a: 1\n"])
        var tried: Set<Option> = []
        let isWhole = ProcessInfo.processInfo.environment["TYPED_CONFIG_MATRIX"] == "whole"
        for command in try await commands(of: tool) where command.name != "schemac build" {
            let words = command.name.dropFirst(tool.count + 1)
            // Arguments of a service begin with hyphens.
            for option in command.options
            where option.name != "--argument" && tried.insert(option).inserted {
                guard isWhole || tried.count % 3 == 0 else { continue }
                let line = "\(words) \(option.name) --help"
                let run = try await Shell.run("cd '\(folder.path)' && '\(program)' \(line) 2>&1")
                #expect([0, 2].contains(run.status), "\(tool) \(line): \(run)")
            }
        }
        #expect(tried.count > 40)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == ["config"])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/config")
        #expect(files == ["app.yaml"])
    }
}
