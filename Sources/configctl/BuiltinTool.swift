import BuiltinConfigs
import ConfigTypes
import ConfigctlCommands

/// The configctl of this package: with the types of `schemas/`, and those of `--schemas`.
@main
struct BuiltinTool: ConfigctlTool {
    static let commandName = "configctl"
    static let types: [any ConfigType.Type] = BuiltinConfigs.all
}
