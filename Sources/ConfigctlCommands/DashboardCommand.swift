import ArgumentParser
import ConfigMonitoring
import TypedConfig
import TypedConfigDashboard

struct DashboardCommand: AsyncParsableCommand, FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Serves a web page that shows the configuration live.",
        discussion: """
            Follows the files, and runs until it is interrupted. It is served to this machine alone
            unless --address says otherwise, and then to those who know the token. Nothing can be
            changed through it.

            configctl has this where it was built with --traits Dashboard. A service mounts the same
            page by itself: TypedConfigDashboard.

            EXAMPLES
              configctl dashboard
              configctl dashboard --directory /etc/app --port 9000
              configctl dashboard --address 10.0.0.5 --host config.example.org --token-file token
            """
    )

    @Option(help: "The port; 0 takes a free one.")
    var port: UInt16 = 8087

    @Option(help: "The address to listen on.")
    var address = "127.0.0.1"

    @Option(help: "A name that browsers may ask for, beside localhost and the address. Repeatable.")
    var host: [String] = []

    @Option(
        help: "A file with the token that clients must know: 16 letters, digits, - and _ at least.",
        completion: .file()
    )
    var tokenFile: String?

    @Option(help: "Seconds between two looks at everything; files are watched all the time.")
    var interval = 5.0

    @Option(help: "A public key, or a file of some: files that they did not sign are an alert.")
    var publicKey: [String] = []

    @OptionGroup var folder: FolderOptions

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
                Dashboard(monitor, access: access),
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

    private func token() throws -> String? {
        guard let tokenFile else { return nil }
        let text = contents(of: tokenFile).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let token = String(text.prefix { !$0.isWhitespace })
        guard DashboardAccess.isGoodToken(token) else {
            throw ValidationError(
                "\(tokenFile) holds no token: 16 letters, digits, - and _ at least."
            )
        }
        return token
    }
}

struct WithoutDashboard: Error, CustomStringConvertible {
    let description =
        "this configctl was built without the web server; build it again with "
        + "swift build --product configctl --traits Dashboard"
}
