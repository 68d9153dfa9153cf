import ConfigDocument
import SchemaValidation
import TypedConfig

/// Holds a source to the rules of `ConfigSource`.
struct SourceVerification {
    let source: any ConfigSource
    let configurations: [String]
    private(set) var failures: [String] = []

    init(source: any ConfigSource, configurations: [String]) {
        self.source = source
        self.configurations = configurations
    }

    /// The longest time until a change must be reported.
    private static let longestWait = Duration.seconds(10)

    mutating func run(_ change: (@Sendable () async throws -> Void)?) async {
        checkNames()
        checkUnknown()
        await checkRepetition()
        checkSnapshot()
        checkLoads()
        if let change { await checkChange(change) }
    }

    private typealias Contents = [String: [Content]]

    private struct Content: Equatable {
        var name: String
        var text: [UInt8]
    }

    private static func contents(
        _ source: any ConfigSource,
        _ configurations: [String]
    ) throws(ConfigError) -> Contents {
        var contents: Contents = [:]
        for configuration in configurations {
            var parts: [Content] = []
            for part in try source.documents(for: configuration) {
                let document = try part.document()
                parts.append(Content(name: document.name, text: document.source))
            }
            contents[configuration] = parts
        }
        return contents
    }

    private mutating func checkNames() {
        if source.name.isEmpty { failures.append("the source has no name") }
        if shownName(source.name) != source.name {
            failures.append("its name has characters that a terminal does not show")
        }
        for configuration in configurations {
            do throws(ConfigError) {
                let documents = try source.documents(for: configuration)
                if documents.isEmpty {
                    failures.append("it has no document for \(quoted(configuration))")
                }
                if Set(documents.map(\.name)).count < documents.count {
                    failures.append(
                        "two documents for \(quoted(configuration)) have one name, so that origins "
                            + "do not tell them apart"
                    )
                }
                for document in documents {
                    if document.name.isEmpty || shownName(document.name) != document.name {
                        failures.append(
                            "a document for \(quoted(configuration)) has the name "
                                + quoted(document.name)
                        )
                    }
                    do throws(ConfigError) { _ = try document.document() } catch {
                        failures += error.findings.map(\.description)
                    }
                }
            } catch {
                failures.append("documents for \(quoted(configuration)) are refused: \(error)")
            }
        }
    }

    private mutating func checkUnknown() {
        for name in ["no-configuration-has-this-name", "", "../http", "a/b"] {
            do throws(ConfigError) {
                if try !source.documents(for: name).isEmpty {
                    failures.append(
                        "it has documents for \(quoted(name)), which is none of its own"
                    )
                }
            } catch {
                failures.append(
                    "it throws for \(quoted(name)), which it does not know, instead of having none"
                )
            }
        }
    }

    private mutating func checkRepetition() async {
        let (source, configurations) = (source, configurations)
        let answers = await withTaskGroup(of: Contents?.self) { group in
            for _ in 0..<8 {
                group.addTask { try? Self.contents(source.snapshot(), configurations) }
            }
            return await group.reduce(into: [Contents?]()) { $0.append($1) }
        }
        if answers.contains(where: { $0 != answers.first }) {
            failures.append("several tasks that ask at once get different documents")
        }
    }

    private mutating func checkSnapshot() {
        let snapshot = source.snapshot()
        if snapshot.name != source.name {
            failures.append("its snapshot has another name, \(quoted(snapshot.name))")
        }
        let live = try? Self.contents(source, configurations)
        if (try? Self.contents(snapshot, configurations)) != live {
            failures.append("its snapshot has other documents than the source")
        }
    }

    /// A system merges the documents, and knows where each value comes from.
    private mutating func checkLoads() {
        do throws(ConfigError) {
            let system = try ConfigSystem(layers: [.source(source)], interpolation: .off)
            for configuration in configurations {
                _ = try system.load(configuration, validate: false)
            }
        } catch {
            failures += error.findings.map { "a system cannot load it: \($0)" }
        }
    }

    private mutating func checkChange(_ change: @escaping @Sendable () async throws -> Void) async {
        let before = source.snapshot()
        let old = try? Self.contents(before, configurations)
        guard let changes = source.changes(), let others = source.changes() else {
            failures.append("it changes, and has no sequence of changes")
            return
        }
        do {
            try await change()
        } catch {
            failures.append("the change has failed: \(error)")
            return
        }
        for (changes, follower) in [(changes, ""), (others, " to the second of two who follow it")]
        {
            if await Self.hasElement(changes) { continue }
            failures.append("a change is not announced within \(Self.longestWait)\(follower)")
        }
        if (try? Self.contents(before, configurations)) != old {
            failures.append("a snapshot has changed together with the source")
        }
        let new = try? Self.contents(source.snapshot(), configurations)
        if new == old { failures.append("after the change, all documents are as they were") }
        if (try? Self.contents(source, configurations)) != new {
            failures.append("after the change, a snapshot has other documents than the source")
        }
    }

    private static func hasElement(_ changes: any AsyncSequence<Void, Never> & Sendable) async
        -> Bool
    {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in changes { return true }
                return false
            }
            group.addTask {
                try? await Task.sleep(for: longestWait)
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
