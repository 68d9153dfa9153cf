extension UnifiedConfig {
    /// From 1.0.0 to 2.0.0: each of so many agents gets the names `agentN` and `aN`, where none has
    /// any yet.
    public static func aliases(_ old: UnifiedConfigV1, _ new: inout UnifiedConfigV2) {
        guard let count = old.agents.count, new.agents.aliases?.isEmpty ?? true else { return }
        var aliases: [String: [String]] = [:]
        for number in 1...max(count, 1) {
            aliases["Agent-\(number)"] = ["agent\(number)", "a\(number)"]
        }
        new.agents.aliases = aliases
    }
}
