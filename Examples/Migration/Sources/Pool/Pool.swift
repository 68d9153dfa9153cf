import ConfigVersioning
import TypedConfig

@main
struct Pool {
    static func main() {
        do {
            let system = try ConfigSystem(directory: "config", types: [PoolConfig.self])
            // A file of version 1.0.0 is migrated in memory, and left as it is.
            let pool = try system.load(PoolConfig.self)
            print("\(pool.size) connections to \(pool.host), port \(pool.port)")
            if CommandLine.arguments.contains("--migrate") {
                let result = try system.migrate("pool")
                print("config/pool.yaml: from \(result.from) to \(result.to)")
            }
        } catch {
            print(error)
        }
    }
}
