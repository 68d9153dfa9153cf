public import ConfigTypes

/// The configuration types that come with the package, generated from the schemas in `schemas/`.
public enum BuiltinConfigs {
    /// All of them, for `ConfigSystem(directory:types:)`.
    public static let all: [any ConfigType.Type] = [
        UnifiedConfig.self,
        CoordinatesConfig.self,
        MessagingConfig.self,
        DiscordChannelsConfig.self,
        SemanticConfig.self,
    ]
}
