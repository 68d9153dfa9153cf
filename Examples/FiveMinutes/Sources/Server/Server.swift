import FlyingFox
import Foundation
import TypedConfig

@main
struct Server {
    static func main() async {
        do {
            let http = try HTTPConfig.load(from: "config/http.yaml")
            let server = try HTTPServer(
                // The schema guarantees that the port is in range.
                address: .inet(ip4: "127.0.0.1", port: UInt16(http.port)),
                timeout: http.timeout
            )
            await server.appendRoute("GET /") { _ in
                HTTPResponse(statusCode: .ok, body: Data("\(http.greeting)\n".utf8))
            }
            try await server.run()
        } catch {
            print(error)
            exit(1)
        }
    }
}
