// The code of the guide MonitoringAndAudit.md, line by line.
import ConfigMonitoring
import TypedConfig

func startMonitoring(_ system: ConfigSystem) throws -> ConfigMonitor {
    let monitor = ConfigMonitor(
        system,
        handlers: [
            .command(["/usr/local/bin/page-me"]),
            try .alertmanager("http://127.0.0.1:9093", labels: ["service": "orders"]),
        ]
    )
    try monitor.start(interval: .seconds(60))
    return monitor
}

func followAlerts(_ monitor: ConfigMonitor) async {
    for await update in monitor.alertUpdates() {
        print(update.kind, update.alert)
    }
}

func metricsPage(_ system: ConfigSystem) -> String {
    system.metricsText(.prometheus)
}

func startAudit(_ system: ConfigSystem) -> ConfigMonitor {
    ConfigMonitor(system, audit: AuditTrail(folder: "/var/lib/app/audit"))
}
