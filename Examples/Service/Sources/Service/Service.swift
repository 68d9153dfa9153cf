import TypedConfig

@main
struct Service {
    static func main() {
        // The folder of the configuration: the first argument, or ./config.
        let folder = CommandLine.arguments.dropFirst().first ?? "config"
        do {
            let system = try ConfigSystem(directory: folder)
            let http = try system.load(HTTPConfig.self)
            let mail = try system.load(MailConfig.self)
            print("listening on \(http.host):\(http.port), log level \(http.logLevel.rawValue)")
            print("certificate: \(certificate(of: http.tls))")
            print("mail from \(mail.sender), \(mail.recipients.count) recipients")
            print("certificate: \(certificate(of: mail.tls))")
        } catch {
            print(error)
        }
    }

    /// Both schemas refer to `schemas/tls.json`, which is one type.
    static func certificate(of tls: TLS?) -> String { tls?.certificate ?? "none" }
}
