/// The variables that Kubernetes sets in each container for each service: for one called `app-db`,
/// `APP_DB_SERVICE_HOST`, `APP_DB_PORT=tcp://10.0.0.1:80`, `APP_DB_PORT_80_TCP_ADDR` and others.
enum ServiceVariables {
    /// True if a variable is one of those. Each service has one that ends in `_SERVICE_HOST`.
    static func contains(_ name: String, in names: Set<String>) -> Bool {
        let words = name.split(separator: "_", omittingEmptySubsequences: false)
        return words.indices.contains { end in
            let rest = words[end...]
            guard end > 0, isOfService(rest) else { return false }
            return names.contains((words[..<end] + ["SERVICE", "HOST"]).joined(separator: "_"))
        }
    }

    /// True if it contains the address of a service, and is therefore not a setting `port`.
    static func isAddress(_ name: String, _ text: String, _ variables: EnvironmentVariables) -> Bool
    {
        guard name.hasSuffix("_PORT"), protocols.contains(where: { text.hasPrefix("\($0)://") })
        else { return false }
        return variables.value(name.dropLast("PORT".count) + "SERVICE_HOST") != nil
    }

    private static let protocols = ["tcp", "udp", "sctp"]

    /// The words after the name of the service.
    private static func isOfService(_ words: ArraySlice<Substring>) -> Bool {
        let words = Array(words)
        switch words.first {
        case "SERVICE":
            return words == ["SERVICE", "HOST"] || words.starts(with: ["SERVICE", "PORT"])
        case "PORT":
            if words.count == 1 { return true }
            return (3...4).contains(words.count) && UInt16(words[1]) != nil
                && protocols.contains(words[2].lowercased())
                && (words.count == 3 || ["PROTO", "PORT", "ADDR"].contains(words[3]))
        default: return false
        }
    }
}
