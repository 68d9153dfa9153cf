#if Fleet
    import ConfigDocument
    import Foundation
    import Synchronization
    import Testing

    @testable import TypedConfigFleet

    /// Members of etcd that a test starts, on free ports of this machine. `ETCD` is the path of the program.
    final class EtcdCluster: Sendable {
        static let program = ProcessInfo.processInfo.environment["ETCD"]

        private struct Member: Sendable {
            var name: String
            var client: Int
            var peer: Int
        }

        private let folder: URL
        private let members: [Member]
        private let options: [String]
        private let processes = Mutex<[String: Process]>([:])

        /// Nil without the program, after a line that says so.
        static func started(_ count: Int = 1, options: [String] = []) async throws -> EtcdCluster? {
            guard let program else {
                print("skipped: etcd, whose program ETCD names")
                return nil
            }
            let cluster = try EtcdCluster(count, options)
            for member in cluster.members { try cluster.start(program, member) }
            for endpoint in cluster.endpoints { try await cluster.waitFor(endpoint) }
            return cluster
        }

        private init(_ count: Int, _ options: [String]) throws {
            folder = FileManager.default.temporaryDirectory.appending(
                path: "etcd \(UUID().uuidString)"
            )
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            self.options = options
            let ports = try FreePorts.some(count * 2)
            members = (0..<count).map {
                Member(name: "m\($0)", client: ports[$0 * 2], peer: ports[$0 * 2 + 1])
            }
        }

        var endpoints: [String] { members.map { "http://127.0.0.1:\($0.client)" } }

        private func start(_ program: String, _ member: Member) throws {
            let process = Process()
            process.executableURL = URL(filePath: program)
            let peer = "http://127.0.0.1:\(member.peer)"
            let client = "http://127.0.0.1:\(member.client)"
            process.arguments =
                [
                    "--name", member.name, "--data-dir", folder.appending(path: member.name).path,
                    "--listen-client-urls", client, "--advertise-client-urls", client,
                    "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
                    "--initial-cluster",
                    members.map { "\($0.name)=http://127.0.0.1:\($0.peer)" }.joined(separator: ","),
                    "--pre-vote=true", "--logger", "zap", "--log-level", "error",
                ] + options
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            processes.withLock { $0[member.name] = process }
        }

        /// Starts a member again that was killed.
        func restart(_ number: Int) async throws {
            try start(try #require(Self.program), members[number])
            try await waitFor(endpoints[number])
        }

        func kill(_ number: Int) {
            let process = processes.withLock { $0.removeValue(forKey: members[number].name) }
            guard let process else { return }
            Foundation.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }

        private func waitFor(_ endpoint: String) async throws {
            let gateway = EtcdGateway(endpoints: [endpoint], transport: try HTTPTransport(nil))
            for _ in 0..<600 {
                if (try? await gateway.status(of: endpoint))?.hasLeader == true { return }
                try await Task.sleep(for: .milliseconds(50))
            }
            Issue.record("etcd at \(endpoint) did not start")
        }

        /// A call that the package itself never makes.
        func call(_ path: String, _ body: DocumentValue, token: String? = nil) async throws {
            let request = EtcdRequest(
                endpoint: endpoints[0],
                path: path,
                body: JSONEmitter(indent: nil).emit(body),
                headers: token.map { ["Authorization": $0] } ?? [:]
            )
            let response = try await HTTPTransport(nil).send(request, limit: .seconds(10))
            #expect(
                response.status == 200,
                "\(path) \(String(decoding: response.body, as: UTF8.self))"
            )
        }

        deinit {
            for number in members.indices { kill(number) }
            try? FileManager.default.removeItem(at: folder)
        }
    }

    /// Ports that nobody listens on.
    private enum FreePorts {
        static func some(_ count: Int) throws -> [Int] {
            var sockets: [Int32] = []
            defer { for socket in sockets { close(socket) } }
            return try (0..<count).map { _ in
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                sockets.append(descriptor)
                var address = sockaddr_in()
                address.sin_family = sa_family_t(AF_INET)
                address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
                var size = socklen_t(MemoryLayout<sockaddr_in>.size)
                let result = withUnsafeMutablePointer(to: &address) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                        bind(descriptor, pointer, size) == 0
                            && getsockname(descriptor, pointer, &size) == 0
                    }
                }
                try #require(result)
                return Int(UInt16(bigEndian: address.sin_port))
            }
        }
    }

    /// Sends requests, and loses some of the answers.
    final class LossyTransport: EtcdTransport {
        private let transport: HTTPTransport
        /// The number of decisions whose answers are lost.
        private let losses: Counter

        init(losing losses: Int) throws {
            transport = try HTTPTransport(nil)
            self.losses = Counter(losses)
        }

        func send(_ request: EtcdRequest, limit: Duration) async throws(EtcdFault) -> EtcdResponse {
            let response = try await transport.send(request, limit: limit)
            let isDecision = String(decoding: request.body, as: UTF8.self).contains("request_put")
            if isDecision, losses.take() { throw EtcdFault(.unreachable, "the answer was lost") }
            return response
        }

        func open(_ request: EtcdRequest) async throws(EtcdFault) -> EtcdStream {
            try await transport.open(request)
        }
    }
#endif
