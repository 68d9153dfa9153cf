import Logging
import TypedConfig

/// Logs at the level that the configuration has at that moment.
struct FollowingLogHandler: LogHandler {
    private var handler: StreamLogHandler
    private let config: LiveConfig<ServerConfig>

    init(label: String, config: LiveConfig<ServerConfig>) {
        handler = .standardError(label: label)
        handler.logLevel = .trace
        self.config = config
    }

    /// Set by the configuration alone.
    var logLevel: Logger.Level {
        get { Logger.Level(rawValue: config.logLevel.rawValue) ?? .info }
        set {}
    }

    var metadata: Logger.Metadata {
        get { handler.metadata }
        set { handler.metadata = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { handler[metadataKey: key] }
        set { handler[metadataKey: key] = newValue }
    }

    func log(
        level: Logger.Level,
        message: Logger.Message,
        metadata: Logger.Metadata?,
        source: String,
        file: String,
        function: String,
        line: UInt
    ) {
        handler.log(
            level: level,
            message: message,
            metadata: metadata,
            source: source,
            file: file,
            function: function,
            line: line
        )
    }
}
