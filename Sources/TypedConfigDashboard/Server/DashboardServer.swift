#if Dashboard
    public import FlyingFox
    import FlyingSocks
    import Foundation

    /// Serves a dashboard until its task is cancelled.
    ///
    ///     try await DashboardServer(Dashboard(monitor), port: 8087).run()
    ///
    /// Plain HTTP. On interfaces other than the loopback a token is required; outside a trusted
    /// network, put a TLS proxy in front of it.
    ///
    /// Limitation: idle connections are not closed. Their number is limited only by the process's
    /// limit of open files.
    public struct DashboardServer: Sendable {
        private let dashboard: Dashboard
        private let address: String
        private let port: UInt16

        /// - Parameters:
        ///   - address: the interface to listen on, IPv4 or IPv6.
        ///   - port: 0 chooses any free port.
        public init(_ dashboard: Dashboard, address: String = "127.0.0.1", port: UInt16 = 8087) {
            self.dashboard = dashboard
            self.address = address
            self.port = port
        }

        /// - Parameter started: called with the port, once requests are answered.
        /// - Throws: if it cannot listen there, or the interface is not the loopback and there is
        ///   no token.
        public func run(started: @escaping @Sendable (UInt16) -> Void = { _ in }) async throws {
            guard Self.isLoopback(address) || dashboard.access.token != nil else {
                throw DashboardError(
                    description:
                        "not served on \(address): everybody who reaches that could read the "
                        + "configuration; give a token, or stay on 127.0.0.1"
                )
            }
            let server = try HTTPServer(config: configuration())
            await server.appendRoute("*", to: DashboardHandler(dashboard))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                try await server.waitUntilListening(timeout: 10)
                switch await server.listeningAddress {
                case .ip4(_, let port), .ip6(_, let port): started(port)
                default: started(port)
                }
                try await group.next()
            }
        }

        private func configuration() throws -> HTTPServer.Configuration {
            let logger = DisabledLogger.disabled
            return address.contains(":")
                ? HTTPServer.Configuration(
                    address: try sockaddr_in6.inet6(ip6: address, port: port),
                    logger: logger
                )
                : HTTPServer.Configuration(
                    address: try sockaddr_in.inet(ip4: address, port: port),
                    logger: logger
                )
        }

        /// True if an address belongs to the loopback interface.
        public static func isLoopback(_ address: String) -> Bool {
            address == "::1" || address.hasPrefix("127.")
        }
    }

    /// An error that prevents a dashboard from being served.
    public struct DashboardError: Error, CustomStringConvertible {
        public let description: String
    }

    /// A dashboard as a FlyingFox handler, to mount in an existing server.
    public struct DashboardHandler: HTTPHandler {
        private let dashboard: Dashboard

        /// Creates a handler that passes requests to a dashboard.
        public init(_ dashboard: Dashboard) { self.dashboard = dashboard }

        /// Returns the response of the dashboard; its errors are responses as well.
        public func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
            let asked = DashboardRequest(
                method: request.method.rawValue,
                path: request.target.path(),
                query: request.target.query(),
                headers: request.headers.map { (name: $0.key.rawValue, value: $0.value) }
            )
            await dashboard.prepare(for: asked)
            let answer = dashboard.response(to: asked)
            var headers = HTTPHeaders()
            for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
            let status = HTTPStatusCode(answer.status, phrase: "")
            switch answer.body {
            case .bytes(let bytes):
                return HTTPResponse(statusCode: status, headers: headers, body: Data(bytes))
            case .stream(let stream):
                return HTTPResponse(
                    statusCode: status,
                    headers: headers,
                    body: HTTPBodySequence(from: StreamedBytes(stream))
                )
            }
        }
    }

    /// Pieces as FlyingFox sends them, without buffering.
    private struct StreamedBytes: AsyncBufferedSequence {
        typealias Element = UInt8

        let stream: AsyncStream<[UInt8]>

        init(_ stream: AsyncStream<[UInt8]>) { self.stream = stream }

        func makeAsyncIterator() -> Iterator { Iterator(pieces: stream.makeAsyncIterator()) }

        struct Iterator: AsyncBufferedIteratorProtocol {
            var pieces: AsyncStream<[UInt8]>.Iterator
            var rest: ArraySlice<UInt8> = []

            mutating func next() async throws -> UInt8? {
                if rest.isEmpty { rest = await pieces.next()?[...] ?? [] }
                return rest.popFirst()
            }

            mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
                await pieces.next()
            }
        }
    }
#endif
