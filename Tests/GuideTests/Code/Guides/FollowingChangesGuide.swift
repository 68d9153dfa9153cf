// The code of the guide FollowingChanges.md, line by line.
import TypedConfig

func makeHandle(_ system: ConfigSystem) throws {
    let live = try system.live(HTTPConfig.self)
    print(live.limits.maxBody)

    // Settings that belong together come from one version.
    let address = live.read { "\($0.host):\($0.port)" }
    print(address)
}

func followPort(_ system: ConfigSystem) async throws {
    let changes = system.changes(of: \HTTPConfig.port)
    try system.startHotReload()
    for await change in changes {
        print("rebinding from \(change.old) to \(change.new)")
    }
}

func logChanges(_ system: ConfigSystem) -> ChangeToken {
    system.onChange("http.yaml") { change in
        for setting in change.settings { print(setting) }
    }
}

func followFilesAndSignal(_ system: ConfigSystem) throws {
    try system.startHotReload(
        HotReloadOptions(
            settle: .milliseconds(200),
            pollInterval: .seconds(10),
            reloadsOnSIGHUP: true
        )
    )
}

func systemWithCopies() throws -> ConfigSystem {
    try ConfigSystem(directory: "config", types: [HTTPConfig.self], lastGood: "/var/lib/app/good")
}
