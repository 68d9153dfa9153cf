import BuiltinConfigs
import ConfigTypes
import ConfigctlCommands

/// configctl as this package builds it: with the types of `schemas/`, and those of `--schemas`.
@main
struct BuiltinTool: ConfigctlTool {
    static let commandName = "configctl"
    static let types: [any ConfigType.Type] = BuiltinConfigs.all
}
