// The code of the guide Deployment.md, line by line.
import ConfigMonitoring
import TypedConfig

func startConfiguration() throws -> (monitor: ConfigMonitor, notifier: ServiceNotifier?) {
    let system = try ConfigSystem(
        layers: [
            .directory("/etc/app"), .secrets(in: "/run/secrets/app"), .environment(prefix: "APP"),
        ],
        types: [HTTPConfig.self],
        lastGood: "/var/lib/app/good"
    )
    let monitor = ConfigMonitor(system)
    try system.startHotReload(HotReloadOptions(reloadsOnSIGHUP: true))
    try monitor.start(interval: .seconds(30))
    // systemd: READY, RELOADING and WATCHDOG; nil elsewhere.
    let notifier = ServiceNotifier.fromEnvironment
    notifier?.follow(monitor)
    return (monitor, notifier)
}
