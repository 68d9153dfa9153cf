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
            print("certificate: \(http.tls?.certificate ?? "none, plain HTTP")")
            print("mail from \(mail.sender), \(mail.recipients.count) recipients")
        } catch {
            print(error)
        }
    }
}
