import ConfigctlCommands
import OrdersSettings
import TypedConfig

@main
struct OrdersTool: ConfigctlTool {
    static let types: [any ConfigType.Type] = [OrdersConfig.self]
}
