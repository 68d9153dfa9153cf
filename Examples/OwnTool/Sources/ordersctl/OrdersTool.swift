import ConfigctlCommands
import OrdersConfig
import TypedConfig

@main
struct OrdersTool: ConfigctlTool {
    static let types: [any ConfigType.Type] = [PoolConfig.self]

    static func layers(_ options: ConfigctlOptions) -> [ConfigLayer] {
        options.layers + [.environment(prefix: "ORDERS")]
    }
}
