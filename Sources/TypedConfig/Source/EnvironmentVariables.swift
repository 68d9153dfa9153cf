import CSystemCalls
import ConfigTypes

/// The variables that a layer reads: those of the process, or some that were passed in.
struct EnvironmentVariables: Sendable {
    var value: @Sendable (String) -> String?
    var names: @Sendable () -> [String]

    static let process = EnvironmentVariables(value: environmentVariable) {
        var names: [String] = []
        while let entry = environment_entry(names.count) {
            names.append(String(String(cString: entry).prefix { $0 != "=" }))
        }
        return names.sorted()
    }

    init(value: @escaping @Sendable (String) -> String?, names: @escaping @Sendable () -> [String])
    {
        self.value = value
        self.names = names
    }

    init(_ variables: [String: String]) {
        self.init(value: { variables[$0] }, names: { variables.keys.sorted() })
    }
}
