import ConfigctlCommands
import ShopConfig
import TypedConfig

/// `configctl` with the types of the shop.
@main
struct ShopTool: ConfigctlTool {
    static let types = shopTypes
}
