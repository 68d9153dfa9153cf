// The code of the guide WritingSchemas.md, line by line.
import TypedConfig

func printLimits() throws {
    let http = try HTTPConfig.load(from: "config/http.yaml")
    print("timeout \(http.timeout), largest body \(http.limits.maxBody)")
}

func destination(of mail: MailConfig) -> String {
    switch mail.transport {
    case .smtp(let server): "\(server.host):\(server.port)"
    case .spool(let spool): spool.folder
    }
}
