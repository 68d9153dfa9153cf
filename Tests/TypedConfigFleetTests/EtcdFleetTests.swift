#if Fleet
    import ConfigDocument
    import ConfigTypes
    import Foundation
    import JSONSchema
    import Logging
    import SchemaValidation
    import Testing

    @testable import TypedConfig
    @testable import TypedConfigFleet

    /// Instances and publishers on a real etcd.
    @Suite(.serialized) struct EtcdFleetTests {
        private struct Pool: ConfigType {
            static let schema = CompiledSchema(
                name: "pool",
                version: "1.0.0",
                program: program()
            )
            var size: Int
            var data: String
            init(reading object: inout ValueReader) {
                size = object.int("size")
                data = object.string("data", default: "")
            }
            func write(to object: inout ValueWriter) {
                object.int("size", size)
                object.string("data", data)
            }

            private static func program() -> ValidationProgram {
                let schema = #"{"properties": {"size": {"type": "integer", "maximum": 100}}}"#
                do {
                    let document = try Document(parsing: schema, as: .json, named: "pool")
                    let graph = try SchemaRegistry().resolve(document, baseURI: "file:///pool")
                    return try ValidationProgram(compiling: graph, options: .configuration)
                } catch {
                    fatalError("\(error)")
                }
            }
        }

        private let fleet: FleetName
        private let folder = FileManager.default.temporaryDirectory
            .appending(path: "fleet \(UUID().uuidString)").path

        init() throws {
            fleet = try FleetName(application: "shop", environment: "prod")
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        }

        private func pool(_ size: Int, data: String = "") -> [ReleaseFile] {
            [
                ReleaseFile(
                    name: "pool.yaml",
                    configuration: "pool",
                    version: "1.0.0",
                    text: Array("size: \(size)\ndata: \"\(data)\"\n".utf8)
                )
            ]
        }

        private func publisher(_ cluster: EtcdCluster, by author: String = "ci") throws
            -> FleetPublisher
        {
            try FleetPublisher(endpoints: cluster.endpoints, fleet: fleet, author: author)
        }

        private static let quick = EtcdFleet.Times(
            longestRetry: .milliseconds(500),
            leaseSeconds: 4,
            renewal: .milliseconds(500),
            renewalLimit: .seconds(1)
        )

        private func remote(
            _ cluster: EtcdCluster,
            _ id: String = "host-1",
            times: EtcdFleet.Times = quick,
            credentials: EtcdCredentials? = nil
        ) throws -> EtcdFleet {
            try EtcdFleet(
                gateway: EtcdGateway(
                    endpoints: cluster.endpoints,
                    credentials: credentials,
                    transport: HTTPTransport(nil)
                ),
                fleet: fleet,
                instance: id,
                labels: ["zone": "a"],
                program: "shop 1.8.2",
                times: times
            )
        }

        private func system(_ remote: EtcdFleet, _ store: String = "store") throws -> ConfigSystem {
            try ConfigSystem(
                layers: [.remote(remote, store: "\(folder)/\(store)")],
                types: [Pool.self],
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        }

        private func eventually(
            _ what: String,
            sourceLocation: SourceLocation = #_sourceLocation,
            _ condition: () async throws -> Bool
        ) async throws {
            let end = ContinuousClock.now + .seconds(30)
            while ContinuousClock.now < end {
                if try await condition() { return }
                try await Task.sleep(for: .milliseconds(20))
            }
            Issue.record("did not happen: \(what)", sourceLocation: sourceLocation)
            throw CancellationError()
        }

        // MARK: Publishing

        @Test func whatIsPublishedIsServedAndReported() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let publisher = try publisher(cluster)
            let missing = await #expect(throws: FleetError.self) { try await publisher.view() }
            #expect(
                missing?.message == "the fleet shop/prod does not exist; create it with fleet init"
            )
            #expect(try await publisher.initialise())
            #expect(try await publisher.initialise() == false)
            #expect(try await publisher.publish(pool(1), note: "first") == 1)
            let system = try system(remote(cluster))
            try await system.startFleet(.fresh(within: .seconds(30)))
            #expect(try system.load(Pool.self).size == 1)
            #expect(try await publisher.publish(pool(2)) == 2)
            try await eventually("the release") { try system.load(Pool.self).size == 2 }
            try await eventually("the report") { try await publisher.view().isSettled }
            let view = try await publisher.view()
            let instance = try #require(view.instances.first)
            #expect(view.instances.count == 1)
            #expect(instance.id == "host-1")
            #expect(instance.labels == ["zone": "a"])
            #expect(instance.schemas == ["pool": "1.0.0"])
            #expect(instance.running == 2)
            #expect(instance.state == .running)
            #expect(view.head.next == 3)
            #expect(view.head.moment == FleetMoment(epoch: 1, generation: 3))

            _ = try await publisher.publish(pool(101))
            try await eventually("the refusal") {
                try await publisher.view().instances.first?.state == .refused
            }
            let refused = try #require(try await publisher.view().instances.first)
            #expect(
                refused.reasons == [
                    "fleet shop/prod@3/pool.yaml:1:7: error: size is 101; the largest allowed value is "
                        + "100"
                ]
            )
            #expect(refused.running == 2)
            #expect(try system.load(Pool.self).size == 2)

            #expect(try await publisher.rollBack(note: "too many") == 2)
            try await eventually("the rollback") { try await publisher.view().isSettled }
            #expect(try await publisher.view().head.moment == FleetMoment(epoch: 2, generation: 5))
            let history = try await publisher.history()
            #expect(
                history.map(\.action) == [.rollBack, .publish, .publish, .publish, .initialise]
            )
            #expect(history.map(\.to) == [2, 3, 2, 1, nil])
            #expect(history.map(\.from) == [3, 2, 1, nil, nil])
            #expect(history.map(\.note) == ["too many", "", "", "first", ""])
            let release = try await publisher.release(3)
            #expect(release.files == pool(101))
            #expect(release.manifest.parent == 2)

            await system.stopFleet()
            #expect(try await publisher.view().instances.map(\.state) == [.leaving])
            try await eventually("it is gone") { try await publisher.view().instances.isEmpty }
        }

        @Test func aLargeReleaseIsStoredInParts() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let publisher = try publisher(cluster)
            try await publisher.initialise()
            // Random text, which does not become smaller than about 1.1 MB.
            var random = SystemRandomNumberGenerator()
            let data = (0..<100_000).map { _ in String(random.next(), radix: 36) }.joined()
            try await publisher.publish(pool(1, data: data))
            let manifest = try await publisher.release(1).manifest
            #expect(manifest.files[0].chunks > 1)
            #expect(manifest.files[0].inline == nil)
            let system = try system(remote(cluster))
            try await system.startFleet(.fresh(within: .seconds(60)))
            #expect(try system.load(Pool.self).data == data)
            await system.stopFleet()
        }

        @Test(arguments: [1, 2]) func aLostAnswerDoesNotPublishTwice(losses: Int) async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            try await publisher(cluster).initialise()
            let publisher = FleetPublisher(
                gateway: EtcdGateway(
                    endpoints: cluster.endpoints,
                    transport: try LossyTransport(losing: losses)
                ),
                fleet: fleet,
                author: "lossy"
            )
            let view = try await self.publisher(cluster).view()
            #expect(try await publisher.publish(pool(1), over: view) == 1)
            let after = try await self.publisher(cluster).view()
            #expect(after.head.next == 2)
            #expect(try await publisher.history().map(\.action) == [.publish, .initialise])
        }

        @Test func oneOfTwoPublishersWins() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let (ann, bob) = (try publisher(cluster, by: "ann"), try publisher(cluster, by: "bob"))
            try await ann.initialise()
            let view = try await bob.view()
            try await ann.publish(pool(1))
            let error = await #expect(throws: FleetError.self) {
                try await bob.publish(pool(2), over: view)
            }
            #expect(error?.kind == .conflict)
            #expect(
                error?.message
                    == "ann has made a decision a moment ago (publish of release 1); look at it, and try "
                    + "again"
            )
            // Many at once: each release is there once.
            let count = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<4 {
                    let publisher = try publisher(cluster, by: "p\(number)")
                    group.addTask {
                        var won = 0
                        for _ in 0..<10 {
                            do throws(FleetError) {
                                try await publisher.publish(pool(number))
                                won += 1
                            } catch {
                                #expect(error.kind == .conflict, "\(error)")
                            }
                        }
                        return won
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(count > 0)
            #expect(try await ann.view().head.next == count + 2)
            #expect(try await ann.history(limit: 100).count == count + 2)
        }

        // MARK: Instances

        @Test func aClusterThatIsDownChangesNothing() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let publisher = try publisher(cluster)
            try await publisher.initialise()
            try await publisher.publish(pool(1))
            let system = try system(remote(cluster))
            try await system.startFleet(.fresh(within: .seconds(30)))
            cluster.kill(0)
            try await eventually("the trouble") { system.fleet?.staleSince != nil }
            #expect(system.fleet?.trouble?.hasPrefix("etcd at \(cluster.endpoints[0])") == true)
            #expect(try system.load(Pool.self).size == 1)
            // Another instance starts without the cluster.
            let other = try self.system(remote(cluster, "host-2"))
            try await other.startFleet()
            #expect(try other.load(Pool.self).size == 1)
            try await cluster.restart(0)
            try await publisher.publish(pool(2))
            try await eventually("the release") { try system.load(Pool.self).size == 2 }
            try await eventually("the other") { try other.load(Pool.self).size == 2 }
            try await eventually("both") {
                let view = try await publisher.view()
                return view.instances.map(\.id) == ["host-1", "host-2"] && view.isSettled
            }
            #expect(system.fleet?.isHealthy == true)
        }

        @Test func aCompactedHistoryIsReadAnew() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let publisher = try publisher(cluster)
            try await publisher.initialise()
            try await publisher.publish(pool(1))
            let gateway = EtcdGateway(
                endpoints: cluster.endpoints,
                transport: try HTTPTransport(nil)
            )
            let revision = try await publisher.view().revision
            try await cluster.call(
                "/v3/kv/compaction",
                ["revision": .string("\(revision)"), "physical": true]
            )
            let stream = try await gateway.watch(.one(FleetKeys(fleet).head), from: 1)
            let fault = await #expect(throws: EtcdFault.self) { for try await _ in stream {} }
            #expect(fault?.kind == .compacted)
            let system = try system(remote(cluster))
            try await system.startFleet(.fresh(within: .seconds(30)))
            for size in 2...6 {
                try await publisher.publish(pool(size))
                let revision = try await publisher.view().revision
                try await cluster.call("/v3/kv/compaction", ["revision": .string("\(revision)")])
            }
            try await eventually("the release") { try system.load(Pool.self).size == 6 }
            await system.stopFleet()
        }

        @Test func anInstanceThatVanishesIsGoneWithItsLease() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let publisher = try publisher(cluster)
            try await publisher.initialise()
            try await publisher.publish(pool(1))
            do {
                // Without a word, like a process that is killed.
                let system = try system(remote(cluster))
                try await system.startFleet(.fresh(within: .seconds(30)))
                try await eventually("the report") { try await publisher.view().isSettled }
                #expect(try await publisher.view().instances.count == 1)
                system.follower?.stop()
            }
            try await eventually("the end of the lease") {
                try await publisher.view().instances.isEmpty
            }
        }

        @Test func aSecondProcessOfOneNameTakesAnother() async throws {
            guard let cluster = try await EtcdCluster.started() else { return }
            let publisher = try publisher(cluster)
            try await publisher.initialise()
            try await publisher.publish(pool(1))
            let (first, second) = (try remote(cluster), try remote(cluster))
            let systems = [try system(first, "a"), try system(second, "b")]
            for system in systems { try await system.startFleet(.fresh(within: .seconds(30))) }
            try await publisher.publish(pool(2))
            try await eventually("both") {
                let view = try await publisher.view()
                return view.instances.map(\.id) == ["host-1", "host-1~2"] && view.isSettled
            }
            let view = try await publisher.view()
            #expect(view.instances[1].note == "another process uses the name host-1")
            #expect(Set([first.instance, second.instance]) == ["host-1", "host-1~2"])
        }

        @Test func anotherMemberServesWhenOneIsKilled() async throws {
            guard let cluster = try await EtcdCluster.started(3) else { return }
            let publisher = try publisher(cluster)
            try await publisher.initialise()
            try await publisher.publish(pool(1))
            let remote = try remote(cluster)
            let system = try system(remote)
            try await system.startFleet(.fresh(within: .seconds(30)))
            for round in 1...2 {
                let member = try #require(cluster.endpoints.firstIndex(of: remote.gateway.endpoint))
                cluster.kill(member)
                let sent = try await retrying { try await publisher.publish(pool(round + 1)) }
                #expect(sent == round + 1)
                try await eventually("the release") { try system.load(Pool.self).size == round + 1 }
                try await cluster.restart(member)
            }
            #expect(try await publisher.history().count == 4)
            await system.stopFleet()
        }

        /// While the cluster has no leader, a publisher gets an error that says so.
        private func retrying(_ body: () async throws -> Int) async throws -> Int {
            for _ in 0..<10 {
                do { return try await body() } catch let error as FleetError
                    where error.kind == .unavailable && !error.message.contains("unknown")
                {
                    try await Task.sleep(for: .milliseconds(300))
                }
            }
            return try await body()
        }

        // MARK: Users

        @Test func usersHaveRoles() async throws {
            let options = ["--auth-token", "simple", "--auth-token-ttl", "1"]
            guard let cluster = try await EtcdCluster.started(options: options) else { return }
            let prefix = FleetKeys(fleet).prefix
            for (user, role, range) in [
                ("root", "root", ""), ("ci", "publisher", prefix), ("shop", "reader", prefix),
            ] {
                try await cluster.call(
                    "/v3/auth/user/add",
                    ["name": .string(user), "password": "p"]
                )
                try await cluster.call("/v3/auth/role/add", ["name": .string(role)])
                if !range.isEmpty {
                    let kinds: [(String, String)] =
                        role == "reader"
                        ? [("READ", range), ("READWRITE", range + "instances/")]
                        : [("READWRITE", range)]
                    for (kind, range) in kinds {
                        var permission =
                            DocumentValue.members(EtcdKeys.all(under: range).members)
                            .object ?? DocumentObject()
                        permission["permType"] = .string(kind)
                        try await cluster.call(
                            "/v3/auth/role/grant",
                            ["name": .string(role), "perm": .object(permission)]
                        )
                    }
                }
                try await cluster.call(
                    "/v3/auth/user/grant",
                    ["user": .string(user), "role": .string(role)]
                )
            }
            try await cluster.call("/v3/auth/enable", [:])

            func publisher(_ user: String?, _ password: String = "p") throws -> FleetPublisher {
                try FleetPublisher(
                    endpoints: cluster.endpoints,
                    fleet: fleet,
                    author: "ci",
                    credentials: user.map { EtcdCredentials(user: $0, password: password) }
                )
            }
            let ci = try publisher("ci")
            try await ci.initialise()
            try await ci.publish(pool(1))
            let shop = EtcdCredentials(user: "shop", password: "p")
            let system = try system(remote(cluster, credentials: shop))
            try await system.startFleet(.fresh(within: .seconds(30)))
            // Longer than a token lives.
            try await Task.sleep(for: .seconds(3))
            try await ci.publish(pool(2))
            try await eventually("the release") { try system.load(Pool.self).size == 2 }
            try await eventually("the report") { try await ci.view().isSettled }

            let reader = await #expect(throws: FleetError.self) {
                try await publisher("shop").publish(pool(3))
            }
            #expect(reader?.kind == .denied)
            let wrong = await #expect(throws: FleetError.self) {
                try await publisher("ci", "q").view()
            }
            #expect(
                wrong?.message
                    == "etcd at \(cluster.endpoints[0]) refuses the user or the password"
            )
            let nobody = await #expect(throws: FleetError.self) { try await publisher(nil).view() }
            #expect(
                nobody?.message
                    == "etcd at \(cluster.endpoints[0]) requires a user; pass credentials"
            )
            await system.stopFleet()
        }

        @Test(arguments: ["", "127.0.0.1:2379", "ftp://a", "http://a/b", "http://"])
        func anEndpointIsAURL(text: String) {
            #expect(throws: ConfigError.self) {
                try FleetPublisher(endpoints: [text], fleet: fleet, author: "ci")
            }
        }
    }
#endif
