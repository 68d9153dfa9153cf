import ConfigDocument
import ConfigTypes
import Foundation
import Synchronization
import Testing
import TypedConfig

@testable import TypedConfigFleet

/// Responses as versions of etcd have sent them, in place of a member.
final class RecordedTransport: EtcdTransport {
    /// A response, or nil for a member that cannot be reached.
    typealias Answer = (status: Int, body: String)?

    private struct State {
        var answers: [String: [Answer]]
        var requests: [EtcdRequest] = []
    }

    private let state: Mutex<State>
    private let pieces: @Sendable ([UInt8]) -> [[UInt8]]

    /// - Parameters:
    ///   - answers: the responses for each path, in order.
    ///   - pieces: how the bytes of a stream arrive.
    init(
        _ answers: [String: [Answer]],
        pieces: @escaping @Sendable ([UInt8]) -> [[UInt8]] = { [$0] }
    ) {
        state = Mutex(State(answers: answers))
        self.pieces = pieces
    }

    var requests: [EtcdRequest] { state.withLock(\.requests) }
    var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

    private func answer(_ request: EtcdRequest) throws(EtcdFault) -> (Int, [UInt8]) {
        let answer = state.withLock { state -> Answer in
            state.requests.append(request)
            guard state.answers[request.path]?.isEmpty == false else { return nil }
            return state.answers[request.path]?.removeFirst()
        }
        guard let answer else { throw EtcdFault(.unreachable, "no route to \(request.endpoint)") }
        return (answer.status, Array(answer.body.utf8))
    }

    func send(_ request: EtcdRequest, limit: Duration) async throws(EtcdFault) -> EtcdResponse {
        let (status, body) = try answer(request)
        return EtcdResponse(status: status, body: body)
    }

    func open(_ request: EtcdRequest) async throws(EtcdFault) -> EtcdStream {
        let (status, body) = try answer(request)
        let all = pieces(body)
        return EtcdStream(
            status: status,
            pieces: AsyncThrowingStream { continuation in
                for piece in all { continuation.yield(piece) }
                continuation.finish()
            }
        )
    }
}

/// Requests and responses of etcd's gateway.
struct GatewayTests {
    private func gateway(
        _ transport: RecordedTransport,
        _ endpoints: [String] = ["http://a:1"],
        credentials: EtcdCredentials? = nil
    ) -> EtcdGateway {
        EtcdGateway(endpoints: endpoints, credentials: credentials, transport: transport)
    }

    private static let header =
        #""header":{"cluster_id":"1458","member_id":"1642","revision":"8547","raft_term":"26"}"#

    // MARK: Requests

    /// Unknown members of a request are ignored by etcd, so that a misspelt one would go unnoticed.
    @Test func requestsHaveExactlyTheseBytes() async throws {
        let transport = RecordedTransport([
            "/v3/kv/range": [(200, "{}"), (200, "{}")], "/v3/kv/txn": [(200, "{}")],
            "/v3/lease/grant": [(200, #"{"ID":"7","TTL":"60"}"#)],
            "/v3/lease/keepalive": [(200, #"{"result":{"TTL":"60"}}"#)],
            "/v3/lease/revoke": [(200, "{}")], "/v3/maintenance/status": [(200, "{}")],
            "/v3/watch": [(200, "")],
        ])
        let gateway = gateway(transport)
        _ = try await gateway.range(.one("/f/a"))
        _ = try await gateway.range(.all(under: "/f/"), limit: 2, isSerializable: true)
        _ = try await gateway.transaction(
            if: [
                .absent("k"), .present("k"), .modified("k", at: 8546), .created("k", at: 5),
            ],
            then: [.put("k", [1, 2], lease: 777), .put("l", []), .delete(.one("m"))],
            else: [.range(.one("k"))]
        )
        #expect(try await gateway.grantLease(seconds: 60) == 7)
        #expect(try await gateway.renew(7, limit: .seconds(1)))
        try await gateway.revoke(7)
        _ = try await gateway.status(of: "http://a:1")
        _ = try await gateway.watch(.one("k"), from: 9)
        #expect(
            transport.bodies == [
                #"{"key":"L2YvYQ=="}"#,
                #"{"key":"L2Yv","range_end":"L2Yw","limit":"2","serializable":true}"#,
                #"{"compare":[{"key":"aw==","target":"CREATE","result":"EQUAL","create_revision":"0"},"#
                    + #"{"key":"aw==","target":"CREATE","result":"GREATER","create_revision":"0"},"#
                    + #"{"key":"aw==","target":"MOD","result":"EQUAL","mod_revision":"8546"},"#
                    + #"{"key":"aw==","target":"CREATE","result":"EQUAL","create_revision":"5"}],"#
                    + #""success":[{"request_put":{"key":"aw==","value":"AQI=","lease":"777"}},"#
                    + #"{"request_put":{"key":"bA==","value":""}},"#
                    + #"{"request_delete_range":{"key":"bQ=="}}],"#
                    + #""failure":[{"request_range":{"key":"aw=="}}]}"#,
                #"{"TTL":"60"}"#, #"{"ID":"7"}"#, #"{"ID":"7"}"#, "{}",
                #"{"create_request":{"key":"aw==","start_revision":"9"}}"#,
            ]
        )
        #expect(transport.requests.last?.headers["Grpc-Metadata-hasleader"] == "true")
        #expect(transport.requests.map(\.url).first == "http://a:1/v3/kv/range")
    }

    // MARK: Responses

    @Test func zeroAndFalseAreLeftOut() async throws {
        let transport = RecordedTransport([
            "/v3/kv/range": [
                (
                    200,
                    "{\(Self.header),\"kvs\":[{\"key\":\"L2YvYQ==\",\"create_revision\":\"2\","
                        + "\"mod_revision\":\"5\",\"version\":\"2\",\"value\":\"b25l\"},"
                        + "{\"key\":\"L2YvYg==\",\"mod_revision\":\"6\"}],\"count\":\"2\"}"
                ),
                (200, "{\(Self.header)}"),
            ],
            "/v3/kv/txn": [
                (
                    200,
                    "{\(Self.header),\"succeeded\":true,\"responses\":[{\"response_put\":{}},"
                        + "{\"response_delete_range\":{\"deleted\":\"3\"}}]}"
                ),
                (
                    200,
                    "{\(Self.header),\"responses\":[{\"response_range\":{\"kvs\":[{\"key\":"
                        + "\"aw==\"}],\"count\":\"1\"}}]}"
                ),
            ],
        ])
        let gateway = gateway(transport)
        let range = try await gateway.range(.one("x"))
        #expect(range.header.revision == 8547)
        #expect(range.header.cluster == "1458")
        #expect(range.items.map(\.key) == ["/f/a", "/f/b"])
        #expect(range.items.map(\.value) == [Array("one".utf8), []])
        #expect(range.items.map(\.modRevision) == [5, 6])
        #expect(try await gateway.range(.one("x")).items.isEmpty)
        let won = try await gateway.transaction(if: [], then: [])
        #expect(won.hasSucceeded)
        #expect(won.deleted == 3)
        let lost = try await gateway.transaction(if: [], then: [])
        #expect(!lost.hasSucceeded)
        #expect(lost.ranges.first?.items.first?.key == "k")
    }

    @Test(arguments: [
        (#"{"version":"3.4.23","dbSize":"20480","leader":"17446744073709551615"}"#, true),
        (#"{"version":"3.4.23","dbSize":"20480","leader":"0"}"#, false),
        (#"{"version":"3.4.23","dbSize":"20480"}"#, false),
    ])
    func theNumberOfALeaderHas64Bits(body: String, hasLeader: Bool) async throws {
        let transport = RecordedTransport(["/v3/maintenance/status": [(200, body)]])
        let status = try await gateway(transport).status(of: "http://a:1")
        #expect(status.hasLeader == hasLeader)
        #expect(status.version == "3.4.23")
        #expect(status.databaseBytes == 20480)
    }

    @Test func aLeaseThatHasEndedHasNoTime() async throws {
        let transport = RecordedTransport([
            "/v3/lease/keepalive": [(200, "{\"result\":{\(Self.header),\"ID\":\"7\"}}")]
        ])
        #expect(try await gateway(transport).renew(7, limit: .seconds(1)) == false)
    }

    // MARK: Watching

    private static let watch = """
        {"result":{"header":{"cluster_id":"1","revision":"600"},"created":true}}
        {"result":{"header":{"revision":"601"},"events":[{"kv":{"key":"aw==","create_revision":"2",\
        "mod_revision":"601","version":"2","value":"dHdv"}},{"type":"DELETE","kv":{"key":"bA==",\
        "mod_revision":"601"}}]}}
        {"result":{"header":{"revision":"604"}}}
        {"error":{"grpc_code":14,"http_code":503,"message":"etcdserver: no leader",\
        "http_status":"Service Unavailable"}}
        """

    /// Message boundaries and pieces have nothing to do with each other.
    @Test func aWatchIsSplitAtEveryByte() async throws {
        let count = Self.watch.utf8.count
        for split in 1..<count {
            try await expectsTheWatch { [Array($0[..<split]), Array($0[split...])] }
        }
        try await expectsTheWatch { $0.map { [$0] } }
        try await expectsTheWatch { [$0] }
    }

    private func expectsTheWatch(
        _ pieces: @escaping @Sendable ([UInt8]) -> [[UInt8]]
    ) async throws {
        let transport = RecordedTransport(["/v3/watch": [(200, Self.watch)]], pieces: pieces)
        var messages: [EtcdWatchMessage] = []
        do {
            for try await message in try await gateway(transport).watch(.one("k"), from: 1) {
                messages.append(message)
            }
            Issue.record("the error is missing")
        } catch let fault as EtcdFault {
            #expect(fault == EtcdFault(.unavailable, "etcd at http://a:1: etcdserver: no leader"))
        }
        guard messages.count == 3, case .created(let created) = messages[0],
            case .changed(let items, _) = messages[1], case .progress(let progress) = messages[2]
        else {
            Issue.record("\(messages)")
            return
        }
        #expect(created.revision == 600)
        #expect(items.map(\.key) == ["k", "l"])
        #expect(items.map(\.version) == [2, 0])
        #expect(progress.revision == 604)
    }

    @Test(arguments: [
        (
            #"{"result":{"header":{},"canceled":true,"compact_revision":"11"}}"#,
            EtcdFault.Kind.compacted
        ),
        (
            #"{"result":{"watch_id":"-1","created":true,"canceled":true,"cancel_reason":"rpc error: code = PermissionDenied desc = etcdserver: permission denied"}}"#,
            .denied
        ),
        (
            #"{"result":{"watch_id":"-1","created":true,"canceled":true,"cancel_reason":"rpc error: code = Unauthenticated desc = etcdserver: invalid auth token"}}"#,
            .unauthenticated
        ),
        (#"{"error":{"code":14,"message":"etcdserver: no leader","details":[]}}"#, .unavailable),
        (#"{"error":{"code":7,"message":"permission denied"}}"#, .denied),
        ("not JSON", .invalid), (#"{"other":1}"#, .invalid), ("", .unavailable),
    ])
    func aWatchThatEndsIsAnError(text: String, kind: EtcdFault.Kind) async throws {
        let transport = RecordedTransport(["/v3/watch": [(200, text + "\n")]])
        let stream = try await gateway(transport).watch(.one("k"), from: 1)
        let fault = await #expect(throws: EtcdFault.self) { for try await _ in stream {} }
        #expect(fault?.kind == kind)
    }

    // MARK: Errors

    /// Errors of 3.4 and 3.5, and those of the second version of the gateway in 3.6 and 3.7.
    @Test(arguments: [
        (
            400,
            #"{"error":"E","message":"etcdserver: mvcc: required revision has been compacted","code":11}"#,
            EtcdFault.Kind.compacted
        ),
        (
            404,
            #"{"error":"etcdserver: requested lease not found","message":"etcdserver: requested lease not found","code":5}"#,
            .notFound
        ),
        (
            404, #"{"code":5,"message":"etcdserver: requested lease not found","details":[]}"#,
            .notFound
        ),
        (404, "404 page not found\n", .noGateway), (404, "", .noGateway),
        (
            503,
            #"{"error":"etcdserver: request timed out","message":"etcdserver: request timed out","code":14}"#,
            .unavailable
        ),
        (503, "", .unavailable), (502, "<html>", .unavailable),
        (500, #"{"error":"context deadline exceeded","code":2}"#, .unavailable),
        (
            400,
            #"{"error":"etcdserver: user name is empty","message":"etcdserver: user name is empty","code":3}"#,
            .unauthenticated
        ),
        (401, #"{"error":"etcdserver: invalid auth token","code":16}"#, .unauthenticated),
        (
            401, #"{"code":16,"message":"etcdserver: invalid auth token","details":[]}"#,
            .unauthenticated
        ),
        (403, #"{"message":"etcdserver: permission denied","code":7}"#, .denied),
        (
            400,
            #"{"error":"etcdserver: authentication failed, invalid user ID or password","code":3}"#,
            .denied
        ),
        (
            400,
            #"{"error":"CommonName of client sending a request against gateway will be ignored and not used as expected","code":3}"#,
            .denied
        ),
        (429, #"{"error":"etcdserver: mvcc: database space exceeded","code":8}"#, .noSpace),
        (400, #"{"error":"etcdserver: request is too large","code":3}"#, .invalid),
        (200, "<html>a proxy</html>", .noGateway),
    ])
    func errorsOfAllVersionsMeanTheSame(status: Int, body: String, kind: EtcdFault.Kind) async {
        let transport = RecordedTransport(["/v3/kv/range": [(status, body)]])
        let fault = await #expect(throws: EtcdFault.self) {
            try await gateway(transport).range(.one("k"))
        }
        #expect(fault?.kind == kind)
    }

    @Test func aGatewayThatIsOffIsToldInWords() async {
        let transport = RecordedTransport(["/v3/kv/range": [(404, "404 page not found\n")]])
        let fault = await #expect(throws: EtcdFault.self) {
            try await gateway(transport).range(.one("k"))
        }
        #expect(
            fault?.message
                == "http://a:1 has no gateway of etcd: either it is off (set enable-grpc-gateway: true), or something else listens there"
        )
    }

    // MARK: Members

    @Test func theNextMemberServesWhenOneCannot() async throws {
        let transport = RecordedTransport([
            "/v3/kv/range": [nil, (503, ""), (200, "{}"), (200, "{}")]
        ])
        let gateway = gateway(transport, ["http://a:1", "http://b:1/", "http://c:1"])
        _ = try await gateway.range(.one("k"))
        _ = try await gateway.range(.one("k"))
        #expect(
            transport.requests.map(\.endpoint)
                == ["http://a:1", "http://b:1", "http://c:1", "http://c:1"]
        )
    }

    @Test func aRequestThatIsRefusedIsNotRepeated() async throws {
        let transport = RecordedTransport(["/v3/kv/range": [(403, #"{"code":7}"#)]])
        let gateway = gateway(transport, ["http://a:1", "http://b:1"])
        await #expect(throws: EtcdFault.self) { try await gateway.range(.one("k")) }
        #expect(transport.requests.count == 1)
    }

    @Test func everyMemberIsAskedOnce() async {
        let transport = RecordedTransport([:])
        let gateway = gateway(transport, ["http://a:1", "http://b:1"])
        let fault = await #expect(throws: EtcdFault.self) { try await gateway.range(.one("k")) }
        #expect(fault?.message == "no route to http://b:1")
        #expect(transport.requests.count == 2)
    }

    // MARK: Authentication

    /// A token ends when it is not used for some minutes, which is usual.
    @Test func anExpiredTokenIsReplaced() async throws {
        let transport = RecordedTransport([
            "/v3/auth/authenticate": [
                (200, #"{"token":"one.14"}"#), (200, #"{"token":"two.15"}"#),
            ],
            "/v3/kv/range": [
                (200, "{}"), (401, #"{"error":"etcdserver: invalid auth token","code":16}"#),
                (200, "{}"),
            ],
        ])
        let gateway = gateway(
            transport,
            credentials: EtcdCredentials(user: "shop", password: "open sesame")
        )
        _ = try await gateway.range(.one("k"))
        _ = try await gateway.range(.one("k"))
        #expect(
            transport.requests.map { $0.headers["Authorization"] }
                == [nil, "one.14", "one.14", nil, "two.15"]
        )
        #expect(transport.bodies[0] == #"{"name":"shop","password":"open sesame"}"#)
    }

    @Test func aFreshTokenThatIsRefusedIsAnError() async throws {
        let expired: RecordedTransport.Answer = (401, #"{"code":16,"message":"m"}"#)
        let transport = RecordedTransport([
            "/v3/auth/authenticate": [(200, #"{"token":"a"}"#), (200, #"{"token":"b"}"#)],
            "/v3/kv/range": [expired, expired],
        ])
        let gateway = gateway(transport, credentials: EtcdCredentials(user: "u", password: "p"))
        let fault = await #expect(throws: EtcdFault.self) { try await gateway.range(.one("k")) }
        #expect(fault?.remote.kind == .denied)
    }

    @Test func aPasswordIsNotShown() {
        let credentials = EtcdCredentials(user: "shop", password: "open sesame")
        var dump = ""
        Swift.dump(credentials, to: &dump)
        #expect(!dump.contains("sesame"))
        #expect(!"\(credentials) \(String(reflecting: credentials))".contains("sesame"))
    }
}

/// What is stored in etcd.
struct FleetRecordTests {
    private static let head = FleetHead(
        moment: FleetMoment(epoch: 3, generation: 57),
        next: 43,
        spread: .milliseconds(2000),
        author: "ci@build-4",
        stable: FleetHead.Pointer(sequence: 41, sha256: "9f")
    )

    @Test func aHeadIsOneLineOfSortedKeys() {
        let text = String(decoding: Self.head.bytes, as: UTF8.self)
        #expect(
            text
                == #"{"by":"ci@build-4","epoch":3,"gen":57,"next":43,"spread":2000,"#
                + #""stable":{"seq":41,"sha256":"9f"},"v":1}"#
        )
        #expect(FleetHead(parsing: Self.head.bytes) == Self.head)
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"v":2,"epoch":1,"gen":1,"next":1,"spread":0}"#,
        #"{"v":1,"epoch":0,"gen":1,"next":1,"spread":0}"#,
        #"{"v":1,"epoch":1,"gen":1,"next":1,"spread":3600001}"#,
        #"{"v":1,"epoch":1,"gen":1,"next":99999999999,"spread":0}"#,
        #"{"v":1,"epoch":1,"gen":1,"next":1,"spread":0,"stable":{"seq":1}}"#,
    ])
    func aHeadOfAnotherFormatIsNotRead(text: String) {
        #expect(FleetHead(parsing: Array(text.utf8)) == nil)
    }

    private static func instance(reasons: [String] = []) -> FleetInstance {
        FleetInstance(
            id: "host-7",
            labels: ["zone": "a"],
            program: "shop 1.8.2",
            schemas: ["http": "3.0.0"],
            started: "2026-11-29T16:00:00Z",
            seen: FleetMoment(epoch: 3, generation: 57),
            running: 41,
            wanted: 42,
            state: .refused,
            reasons: reasons,
            nonce: "7b1e"
        )
    }

    @Test func anInstanceIsReadAsItWasWritten() {
        let instance = Self.instance(reasons: ["port is 70000"])
        #expect(FleetInstance(parsing: instance.bytes) == instance)
        #expect(
            String(decoding: instance.bytes, as: UTF8.self)
                == #"{"before":"healthy","health":"healthy","id":"host-7","labels":{"zone":"a"},"nonce":"7b1e","program":"shop 1.8.2","#
                + #""running":41,"schemas":{"http":"3.0.0"},"seen":[3,57],"#
                + #""started":"2026-11-29T16:00:00Z","state":"refused","v":1,"wanted":42,"#
                + #""why":["port is 70000"]}"#
        )
    }

    @Test func longReasonsAreCutOff() throws {
        let long = String(repeating: "\u{1}", count: 5000)
        let bytes = Self.instance(reasons: [long, long, long]).bytes
        #expect(bytes.count <= 4096)
        #expect(try #require(FleetInstance(parsing: bytes)).reasons.count == 1)
    }

    @Test func keysHaveAFixedWidth() throws {
        let keys = FleetKeys(try FleetName(application: "shop", environment: "prod"))
        #expect(keys.head == "/tc/1/shop/prod/head")
        #expect(keys.release(42) == "/tc/1/shop/prod/releases/0000000042")
        #expect(keys.blob("9f", 3) == "/tc/1/shop/prod/blobs/9f/0003")
        #expect(keys.decision(57) == "/tc/1/shop/prod/history/0000000057")
        #expect(keys.instance("host-7") == "/tc/1/shop/prod/instances/host-7")
    }

    @Test(arguments: ["", "a/b", "a b", "ä", String(repeating: "a", count: 101)])
    func aNameOfAnInstanceIsChecked(id: String) throws {
        let gateway = EtcdGateway(endpoints: ["http://a:1"], transport: RecordedTransport([:]))
        let fleet = try FleetName(application: "shop", environment: "prod")
        #expect(throws: ConfigError.self) {
            try EtcdFleet(gateway: gateway, fleet: fleet, instance: id)
        }
    }
}
