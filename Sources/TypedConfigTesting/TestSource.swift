public import ConfigDocument
import SchemaValidation
import Synchronization
public import TypedConfig

/// A source of configuration in memory, whose documents a test replaces while a system follows it.
///
///     let source = TestSource(["http": "port: 80"])
///     let system = try ConfigSystem(layers: [.source(source)], types: [HTTPConfig.self])
///     try system.startHotReload()
///     source.replace(["http": "port: 81"])
public final class TestSource: ConfigSource {
    /// The name in messages.
    public let name: String
    private let format: DocumentFormat
    private let state: Mutex<State>

    private struct State {
        var texts: [String: String]
        var revision = 1
        var fault: String?
        var followers: [AsyncStream<Void>.Continuation] = []
    }

    /// - Parameters:
    ///   - texts: the document of each configuration.
    ///   - format: the format of the documents.
    ///   - name: the name of the source in messages.
    public init(
        _ texts: [String: String],
        as format: DocumentFormat = .yaml,
        named name: String = "test source"
    ) {
        self.name = name
        self.format = format
        state = Mutex(State(texts: texts))
    }

    /// Replaces all documents at once, and notifies the followers of the source.
    public func replace(_ texts: [String: String]) {
        change { state in
            state.texts = texts
            state.revision += 1
            state.fault = nil
        }
    }

    /// Has the source fail with a message until its documents are replaced.
    public func fail(_ message: String) { change { $0.fault = message } }

    private func change(_ body: (inout State) -> Void) {
        let followers = state.withLock { state in
            body(&state)
            return state.followers
        }
        for follower in followers { follower.yield() }
    }

    /// The document of a configuration, or none.
    public func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
        try current.documents(for: configuration)
    }

    /// The documents of this moment.
    public func snapshot() -> any ConfigSource { current }

    private var current: Moment {
        state.withLock { state in
            Moment(
                name: name,
                texts: state.texts,
                format: format,
                revision: state.revision,
                fault: state.fault
            )
        }
    }

    /// An element for each change of the documents.
    public func changes() -> (any AsyncSequence<Void, Never> & Sendable)? {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        state.withLock { $0.followers.append(continuation) }
        return stream
    }

    /// The documents of one moment.
    private struct Moment: ConfigSource {
        let name: String
        let texts: [String: String]
        let format: DocumentFormat
        let revision: Int
        let fault: String?

        func documents(for configuration: String) throws(ConfigError) -> [SourceDocument] {
            if let fault { throw ConfigError(Finding(message: fault, file: name)) }
            guard let text = texts[configuration] else { return [] }
            let place = "\(name)@\(revision)/\(configuration).\(format.rawValue)"
            return [SourceDocument(text, as: format, named: place)]
        }
    }
}
