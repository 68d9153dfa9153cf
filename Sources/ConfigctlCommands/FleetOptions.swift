import ArgumentParser
import ConfigDocument
import ConfigMonitoring
import TypedConfig
import TypedConfigFleet

/// The options of `fleet`: the cluster, the fleet and the user.
struct FleetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The URL of a member of the etcd cluster. Repeatable.",
            valueName: "url"
        )
    )
    var endpoint: [String] = []

    @Option(help: ArgumentHelp("The application of the fleet.", valueName: "name"))
    var app: String?

    @Option(help: ArgumentHelp("The environment of the fleet, such as prod.", valueName: "name"))
    var env: String?

    @Option(help: ArgumentHelp("The user of etcd.", valueName: "name"))
    var user: String?

    @Option(
        help: ArgumentHelp("The file with the password of the user.", valueName: "file"),
        completion: .file()
    )
    var passwordFile: String?

    @Option(
        help: ArgumentHelp(
            "The file with the authority of the members' certificates, in the PEM format.",
            valueName: "file"
        ),
        completion: .file()
    )
    var ca: String?

    @Option(
        help: ArgumentHelp("The file with the client's certificate.", valueName: "file"),
        completion: .file()
    )
    var cert: String?

    @Option(
        help: ArgumentHelp("The file with the client's private key.", valueName: "file"),
        completion: .file()
    )
    var certKey: String?

    @Option(
        help: ArgumentHelp(
            "The file with these options (default: fleet.yaml, if it exists): endpoints, app, env, user, "
                + "passwordFile, ca, cert and certKey.",
            valueName: "file"
        ),
        completion: .file()
    )
    var fleetFile: String?

    /// The options of the command line over those of the file.
    private func complete() throws -> FleetOptions {
        var options = self
        guard let bytes = contents(of: fleetFile ?? "fleet.yaml") else {
            guard let fleetFile else { return options }
            throw ValidationError("\(fleetFile) cannot be read.")
        }
        let name = fleetFile ?? "fleet.yaml"
        let document = try Document(parsing: bytes, as: DocumentFormat(path: name), named: name)
        let known = [
            "endpoints", "app", "env", "user", "passwordFile", "ca", "cert", "certKey",
        ]
        for key in DocumentValue(document.root).object?.keys ?? [] where !known.contains(key) {
            throw ValidationError(
                "\(name) has an unknown option \(key); expected \(known.joined(separator: ", "))."
            )
        }
        func text(_ key: String) -> String? { document.root[key]?.string }
        if options.endpoint.isEmpty {
            options.endpoint = (document.root["endpoints"]?.elements ?? []).compactMap(\.string)
        }
        options.app = app ?? text("app")
        options.env = env ?? text("env")
        options.user = user ?? text("user")
        options.passwordFile = passwordFile ?? text("passwordFile")
        options.ca = ca ?? text("ca")
        options.cert = cert ?? text("cert")
        options.certKey = certKey ?? text("certKey")
        return options
    }

    func publisher() throws -> FleetPublisher {
        #if Fleet
            let options = try complete()
            guard !options.endpoint.isEmpty, let app = options.app, let env = options.env else {
                throw ValidationError(
                    "Pass --endpoint, --app and --env, or write them to fleet.yaml."
                )
            }
            return try FleetPublisher(
                endpoints: options.endpoint,
                fleet: FleetName(application: app, environment: env),
                author: Self.author,
                credentials: try options.credentials(),
                certificates: options.certificates
            )
        #else
            throw WithoutFleet()
        #endif
    }

    private func credentials() throws -> EtcdCredentials? {
        guard let user else { return nil }
        guard let passwordFile, let bytes = contents(of: passwordFile) else {
            throw ValidationError("--user needs the file of its password: --password-file.")
        }
        let password = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
        return EtcdCredentials(user: user, password: String(password))
    }

    private var certificates: EtcdCertificates? {
        if ca == nil, cert == nil, certKey == nil { return nil }
        return EtcdCertificates(authority: ca, certificate: cert, key: certKey)
    }

    /// `user@host`
    private static var author: String { AuditProcess.current.author }
}

struct WithoutFleet: Error, CustomStringConvertible {
    let description =
        "this configctl was built without fleets; rebuild it with "
        + "swift build --product configctl --traits Fleet"
}
