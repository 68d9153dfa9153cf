import CSystemCalls
import ConfigTypes

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The variables of a layer: those of the process, those that were passed in, or those of a file.
struct EnvironmentVariables: Sendable {
    var value: @Sendable (String) -> String?
    /// The names, in no particular order.
    var names: @Sendable () -> [String]
    var origin: @Sendable (String) -> ConfigOrigin = { .environment(variable: $0) }
    /// False if bytes of the value had to be replaced, since they are not UTF-8.
    var isText: @Sendable (String) -> Bool = { _ in true }

    static let process: EnvironmentVariables = {
        var process = EnvironmentVariables(value: environmentVariable) {
            var names: [String] = []
            while let entry = environment_entry(names.count) {
                let length = strcspn(entry, "=")
                let name = UnsafeRawBufferPointer(start: entry, count: length)
                names.append(String(decoding: name, as: UTF8.self))
            }
            return names
        }
        process.isText = isEnvironmentVariableText
        return process
    }()

    init(value: @escaping @Sendable (String) -> String?, names: @escaping @Sendable () -> [String])
    {
        self.value = value
        self.names = names
    }

    init(_ variables: [String: String]) {
        let names = Array(variables.keys)
        self.init(value: { variables[$0] }, names: { names })
    }

    init(_ file: DotenvFile, named path: String) {
        let places = file.variables.mapValues {
            ConfigOrigin.dotenv(variable: $0.name, file: path, $0.position)
        }
        self.init(file.variables.mapValues(\.text))
        origin = { places[$0] ?? .environment(variable: $0) }
    }
}
