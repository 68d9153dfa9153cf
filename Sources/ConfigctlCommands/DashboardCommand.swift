import ArgumentParser
import ConfigMonitoring
import LimitOptions
import TypedConfig
import TypedConfigDashboard
import TypedConfigFleet

struct DashboardCommand: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Serve a web page that shows the configuration live.",
        discussion: """
            Follows the files until it is interrupted. The page is read-only, and is served to \
            this machine alone unless --address is set; then clients need the token of \
            --token-file. Needs a configctl built with --traits Dashboard, and with Fleet as \
            well for --fleet-file. A service can serve the same page: TypedConfigDashboard.

            Exit status: 0, or 2 if it cannot be served.

            EXAMPLES
              Serve the files in ./config at http://127.0.0.1:8087/:
                configctl dashboard
              Serve other machines:
                configctl dashboard --address 10.0.0.5 --token-file dashboard.token
              Show the fleet of ./fleet.yaml as well, at /fleet:
                configctl dashboard --fleet-file fleet.yaml

            Details: the guide Dashboard of TypedConfig.
            """
    )

    @Option(help: "The port to listen on; 0 for any free one.")
    var port: UInt16 = 8087

    @Option(help: "The address to listen on.")
    var address = "127.0.0.1"

    @Option(
        help: ArgumentHelp(
            "A host name that browsers may use, besides localhost and the address. Repeatable.",
            valueName: "name"
        )
    )
    var host: [String] = []

    @Option(
        help: ArgumentHelp(
            "A file with the token that clients must send: at least 16 letters, digits, - and _.",
            valueName: "file"
        ),
        completion: .file()
    )
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "Seconds between two checks of everything; files are watched all the time.",
            valueName: "seconds"
        )
    )
    var interval = 5.0

    @Option(
        help:
            "A public key, or a file of public keys: files that are not signed with one raise an alert."
    )
    var publicKey: [String] = []

    @Option(
        help: ArgumentHelp(
            "Show the fleet of this file, which is that of the command fleet, at /fleet.",
            valueName: "file"
        ),
        completion: .file()
    )
    var fleetFile: String?

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        guard (0.1...86_400).contains(interval) else {
            throw ValidationError("--interval is \(interval); expected 0.1 to 86400 seconds.")
        }
    }

    func run() async throws {
        #if Dashboard
            let monitor = try folder.monitor(isOnce: false, publicKeys: publicKey)
            let notifier = ServiceNotifier.fromEnvironment
            try monitor.system.startHotReload(HotReloadOptions(reloadsOnSIGHUP: notifier != nil))
            try monitor.start(interval: .seconds(interval))
            defer {
                monitor.stop()
                monitor.system.stopHotReload()
            }
            let access = DashboardAccess(hosts: host + [shownAddress], token: try token())
            let server = DashboardServer(
                Dashboard(monitor, access: access, fleet: try fleet()),
                address: address,
                port: port
            )
            let (directory, address) = (folder.directory, shownAddress)
            do {
                try await server.run { port in
                    Output.standard.write("serving \(directory) at http://\(address):\(port)/")
                    notifier?.follow(monitor)
                }
            } catch let error as DashboardError {
                throw ValidationError(error.description)
            } catch {
                throw ValidationError("\(address):\(port) cannot be listened on: \(error)")
            }
        #else
            throw WithoutDashboard()
        #endif
    }

    private var shownAddress: String { address.contains(":") ? "[\(address)]" : address }

    /// Nil without `--fleet-file`.
    private func fleet() throws -> FleetPublisher? {
        guard let fleetFile else { return nil }
        return try FleetOptions.parse(["--fleet-file", fleetFile]).publisher()
    }

    private func token() throws -> String? {
        guard let tokenFile else { return nil }
        let text = contents(of: tokenFile).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let token = String(text.prefix { !$0.isWhitespace })
        guard DashboardAccess.isGoodToken(token) else {
            throw ValidationError(
                "\(tokenFile) holds no token; expected at least 16 letters, digits, - and _."
            )
        }
        return token
    }
}

struct WithoutDashboard: Error, CustomStringConvertible {
    let description =
        "this configctl was built without the web server; rebuild it with "
        + "swift build --product configctl --traits Dashboard"
}
