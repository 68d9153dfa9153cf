// The code of the guide Saving.md, line by line.
import TypedConfig

func moveToPort(_ port: Int, in system: ConfigSystem) throws {
    var http = try system.load(HTTPConfig.self)
    http.port = port
    http.features["quiet"] = true
    let result = try system.save(http)
    for change in result.changes { print(change) }
}

func saveMerging(_ http: HTTPConfig, in system: ConfigSystem) {
    do {
        let result = try system.save(http, merging: true)
        print("changed", result.changes, "kept", result.merged)
    } catch .conflict(let file, let settings) {
        print("\(file): somebody has changed \(settings.map(\.key))")
    } catch {
        print(error)
    }
}
