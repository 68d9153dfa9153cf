import ConfigDocument
import ConfigTypes
import SchemaValidation
import Synchronization
import TypedConfig

/// A client of etcd's JSON gateway (`/v3/`), for versions 3.4 and later.
///
/// Requests go to one member, and to the next one if that member cannot serve. A request may thus be
/// carried out twice: transactions must be safe to repeat.
final class EtcdGateway: Sendable {
    private struct State {
        /// The position of the member that responded last.
        var current = 0
        /// Simple tokens are known to one member only.
        var tokens: [String: String] = [:]
    }

    let endpoints: [String]
    private let transport: any EtcdTransport
    private let credentials: EtcdCredentials?
    private let state = Mutex(State())

    /// - Parameter endpoints: at least one URL without a path.
    init(endpoints: [String], credentials: EtcdCredentials? = nil, transport: any EtcdTransport) {
        self.endpoints = endpoints.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.credentials = credentials
        self.transport = transport
    }

    /// The member that requests go to.
    var endpoint: String {
        let position = state.withLock(\.current)
        return endpoints[position % endpoints.count]
    }

    /// Lets requests go to the next member, unless they no longer go to this one.
    func leave(_ endpoint: String) {
        state.withLock { state in
            guard endpoints[state.current % endpoints.count] == endpoint else { return }
            state.current = (state.current + 1) % endpoints.count
        }
    }

    // MARK: Calls

    /// - Parameter isSerializable: whether the member may answer from its own copy, which may be
    ///   behind.
    func range(
        _ keys: EtcdKeys,
        limit: Int = 0,
        isSerializable: Bool = false
    ) async throws(EtcdFault) -> EtcdRange {
        var members = keys.members + EtcdOperation.limit(limit)
        if isSerializable { members.append(("serializable", true)) }
        return EtcdRange(try await call("/v3/kv/range", .members(members)))
    }

    /// The names of keys, in order.
    func keys(_ keys: EtcdKeys) async throws(EtcdFault) -> [String] {
        let members = keys.members + [("keys_only", true)]
        return EtcdRange(try await call("/v3/kv/range", .members(members))).items.map(\.key)
    }

    func transaction(
        if compares: [EtcdCompare],
        then success: [EtcdOperation],
        else failure: [EtcdOperation] = []
    ) async throws(EtcdFault) -> EtcdTransaction {
        let body: DocumentValue = [
            "compare": .array(compares.map(\.json)), "success": .array(success.map(\.json)),
            "failure": .array(failure.map(\.json)),
        ]
        return EtcdTransaction(try await call("/v3/kv/txn", body))
    }

    /// - Returns: the number of the lease.
    func grantLease(seconds: Int) async throws(EtcdFault) -> Int {
        let json = try await call("/v3/lease/grant", ["TTL": .string("\(seconds)")])
        guard let lease = json["ID"]?.int64 else {
            throw EtcdFault(.invalid, "etcd at \(endpoint) granted no lease")
        }
        return lease
    }

    /// Renews a lease through the current member only, so that a member that no longer serves is
    /// noticed.
    ///
    /// - Returns: false if the lease has ended.
    func renew(_ lease: Int, limit: Duration) async throws(EtcdFault) -> Bool {
        let body: DocumentValue = ["ID": .string("\(lease)")]
        let json = try await call("/v3/lease/keepalive", body, at: endpoint, limit: limit)
        if let error = json["error"] {
            throw EtcdFault(status: 500, body: error, endpoint: endpoint)
        }
        return (json["result"]?["TTL"]?.int64 ?? 0) > 0
    }

    func revoke(_ lease: Int) async throws(EtcdFault) {
        _ = try await call("/v3/lease/revoke", ["ID": .string("\(lease)")])
    }

    func status(of endpoint: String) async throws(EtcdFault) -> EtcdStatus {
        EtcdStatus(
            try await call("/v3/maintenance/status", [:], at: endpoint, limit: Self.usualLimit)
        )
    }

    // MARK: Watching

    /// The changes of keys from a revision on, through the current member. The sequence ends with an
    /// error, as the member never ends it otherwise.
    func watch(
        _ keys: EtcdKeys,
        from revision: Int
    ) async throws(EtcdFault) -> AsyncThrowingStream<EtcdWatchMessage, any Error> {
        let endpoint = endpoint
        var members = keys.members
        members.append(("start_revision", .string("\(revision)")))
        let body: DocumentValue = ["create_request": .members(members)]
        var headers = try await authorization(at: endpoint)
        // Without it, a member without a leader keeps silent.
        headers["Grpc-Metadata-hasleader"] = "true"
        let stream = try await transport.open(
            EtcdRequest(
                endpoint: endpoint,
                path: "/v3/watch",
                body: JSONEmitter(indent: nil).emit(body),
                headers: headers
            )
        )
        return AsyncThrowingStream { continuation in
            let reading = Task {
                do {
                    try await self.read(stream, of: endpoint) { continuation.yield($0) }
                    throw EtcdFault(.unavailable, "etcd at \(endpoint) ended the watch")
                } catch {
                    let fault = error as? EtcdFault
                    if fault?.kind == .unauthenticated { self.forgetToken(of: endpoint) }
                    continuation.finish(
                        throwing: fault
                            ?? EtcdFault(.unreachable, "etcd at \(endpoint): the watch broke off")
                    )
                }
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }

    private func read(
        _ stream: EtcdStream,
        of endpoint: String,
        _ receive: (EtcdWatchMessage) -> Void
    ) async throws {
        var lines = MessageLines()
        for try await piece in stream.pieces {
            if stream.status != 200 {
                // The body of an error is short.
                _ = lines.add(piece.filter { $0 != 0x0A })
                continue
            }
            for line in lines.add(piece) { receive(try message(line, endpoint)) }
        }
        guard let last = lines.finish() else { return }
        if stream.status != 200 {
            throw EtcdFault(status: stream.status, body: json(last), endpoint: endpoint)
        }
        receive(try message(last, endpoint))
    }

    private func message(
        _ line: [UInt8],
        _ endpoint: String
    ) throws(EtcdFault) -> EtcdWatchMessage {
        guard let json = json(line) else {
            throw EtcdFault(.invalid, "etcd at \(endpoint) sent a message that is not JSON")
        }
        return try EtcdWatchMessage(json, endpoint: endpoint)
    }

    private func json(_ bytes: [UInt8]) -> DocumentValue? {
        (try? Document(parsing: bytes, as: .json, named: "etcd")).map { DocumentValue($0.root) }
    }

    // MARK: Requests

    private static let usualLimit = Duration.seconds(5)

    /// Calls one member after the other until one can serve.
    private func call(_ path: String, _ body: DocumentValue) async throws(EtcdFault)
        -> DocumentValue
    {
        var last = EtcdFault(.unreachable, "there is no endpoint of etcd", wasSent: false)
        for _ in endpoints {
            let endpoint = endpoint
            do throws(EtcdFault) {
                return try await call(path, body, at: endpoint, limit: Self.usualLimit)
            } catch {
                var error = error
                error.wasSent = error.wasSent || last.wasSent
                guard error.isOfMember, !Task.isCancelled else { throw error }
                last = error
                leave(endpoint)
            }
        }
        throw last
    }

    private func call(
        _ path: String,
        _ body: DocumentValue,
        at endpoint: String,
        limit: Duration
    ) async throws(EtcdFault) -> DocumentValue {
        do throws(EtcdFault) {
            return try await callOnce(path, body, at: endpoint, limit: limit)
        } catch {
            // Tokens end when they are not used for a while, which is usual between two changes.
            guard error.kind == .unauthenticated, credentials != nil else { throw error }
            forgetToken(of: endpoint)
            return try await callOnce(path, body, at: endpoint, limit: limit)
        }
    }

    private func callOnce(
        _ path: String,
        _ body: DocumentValue,
        at endpoint: String,
        limit: Duration
    ) async throws(EtcdFault) -> DocumentValue {
        let request = EtcdRequest(
            endpoint: endpoint,
            path: path,
            body: JSONEmitter(indent: nil).emit(body),
            headers: try await authorization(at: endpoint)
        )
        let response = try await transport.send(request, limit: limit)
        let json = json(response.body)
        guard response.status == 200 else {
            throw EtcdFault(status: response.status, body: json, endpoint: endpoint)
        }
        guard let json else {
            throw EtcdFault(.noGateway, "\(endpoint) does not answer as etcd's gateway does")
        }
        return json
    }

    // MARK: Authentication

    private func authorization(at endpoint: String) async throws(EtcdFault) -> [String: String] {
        guard let credentials else { return [:] }
        if let token = state.withLock({ $0.tokens[endpoint] }) { return ["Authorization": token] }
        let body: DocumentValue = [
            "name": .string(credentials.user), "password": .string(credentials.password),
        ]
        let request = EtcdRequest(
            endpoint: endpoint,
            path: "/v3/auth/authenticate",
            body: JSONEmitter(indent: nil).emit(body)
        )
        let response = try await transport.send(request, limit: Self.usualLimit)
        let json = json(response.body)
        guard response.status == 200, let token = json?["token"]?.string else {
            throw EtcdFault(status: response.status, body: json, endpoint: endpoint)
        }
        state.withLock { $0.tokens[endpoint] = token }
        return ["Authorization": token]
    }

    private func forgetToken(of endpoint: String) {
        state.withLock { $0.tokens[endpoint] = nil }
    }
}

#if Fleet
    extension EtcdGateway {
        /// - Parameter client: the name of the client, by which its first member is chosen.
        convenience init(
            connectingTo endpoints: [String],
            for client: String,
            credentials: EtcdCredentials?,
            certificates: EtcdCertificates?
        ) throws(ConfigError) {
            for endpoint in endpoints where !Self.isURL(endpoint) {
                throw ConfigError(
                    Finding(
                        message: "\(quoted(endpoint)) is not an endpoint of etcd; expected "
                            + "http://HOST:PORT or https://HOST:PORT",
                        file: "fleet"
                    )
                )
            }
            if endpoints.isEmpty {
                throw ConfigError(Finding(message: "no endpoint of etcd is set", file: "fleet"))
            }
            let transport = try HTTPTransport(certificates)
            // Equal in every process, so that a restart does not move the load.
            let first = client.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % endpoints.count
            self.init(
                endpoints: Array(endpoints[first...] + endpoints[..<first]),
                credentials: credentials,
                transport: transport
            )
        }

        private static func isURL(_ text: String) -> Bool {
            for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
                let host = text.dropFirst(scheme.utf8.count)
                return !host.isEmpty && !host.dropLast().contains("/") && !host.contains(" ")
            }
            return false
        }
    }
#endif
