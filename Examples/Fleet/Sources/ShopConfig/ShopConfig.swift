public import TypedConfig

/// The configurations of the shop, for the service and its tool.
public let shopTypes: [any ConfigType.Type] = [HTTPConfig.self, PoolConfig.self]
