import ConfigDocument
import Synchronization

@testable import TypedConfig
@testable import TypedConfigFleet

/// A member of etcd in memory: keys with their revisions, transactions, leases and watches.
///
/// `EtcdFleetTests` runs the same library on real members. This one loses answers and fails on demand. Its
/// leases end only when they are revoked, because other tests may occupy all threads for longer than any lease.
final class FakeEtcd: EtcdTransport {
    /// What becomes of a request.
    enum Fate: Sendable {
        case answered
        /// It is carried out, and its answer is lost.
        case lost
        /// It does not arrive.
        case refused
    }

    private struct Entry {
        var value: [UInt8]
        var created: Int
        var modified: Int
        var version: Int
        var lease: Int
    }

    private struct Watch {
        var key: String
        var continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
    }

    private struct State {
        var revision = 1
        var entries: [String: Entry] = [:]
        /// The seconds of each lease.
        var leases: [Int: Int] = [:]
        var nextLease = 100
        var watches: [Int: Watch] = [:]
        var nextWatch = 0
        var fate: @Sendable (EtcdRequest) -> Fate = { _ in .answered }
        var requests: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// Decides about each request from now on.
    func decide(_ fate: @escaping @Sendable (EtcdRequest) -> Fate) {
        state.withLock { $0.fate = fate }
    }

    /// The number of requests by their path.
    var requests: [String: Int] { state.withLock(\.requests) }

    /// The keys that exist, in order.
    var keys: [String] {
        state.withLock { $0.entries.keys.sorted() }
    }

    /// How often the value of a key was written.
    func version(of key: String) -> Int { state.withLock { $0.entries[key]?.version ?? 0 } }

    func gateway() -> EtcdGateway { EtcdGateway(endpoints: ["http://fake:1"], transport: self) }

    // MARK: Requests

    func send(_ request: EtcdRequest, limit: Duration) async throws(EtcdFault) -> EtcdResponse {
        let fate = state.withLock { state in
            state.requests[request.path, default: 0] += 1
            return state.fate(request)
        }
        if fate == .refused {
            throw EtcdFault(.unreachable, "no route to \(request.endpoint)", wasSent: false)
        }
        let body = DocumentValue(recorded: request.body) ?? .null
        let response = state.withLock { Self.answer(request.path, body, &$0) }
        if fate == .lost { throw EtcdFault(.unreachable, "the answer was lost") }
        return response
    }

    func open(_ request: EtcdRequest) async throws(EtcdFault) -> EtcdStream {
        guard state.withLock({ $0.fate(request) }) == .answered else {
            throw EtcdFault(.unreachable, "no route to \(request.endpoint)")
        }
        let create = DocumentValue(recorded: request.body)?["create_request"] ?? .null
        let key = Self.text(create["key"])
        let (stream, continuation) = AsyncThrowingStream.makeStream(
            of: [UInt8].self,
            throwing: (any Error).self
        )
        let id = state.withLock { state -> Int in
            state.nextWatch += 1
            continuation.yield(
                Self.line(["result": ["header": Self.header(state), "created": true]])
            )
            let start = create["start_revision"]?.int64 ?? 0
            if let entry = state.entries[key], entry.modified >= start {
                continuation.yield(Self.event(key, entry, state))
            }
            state.watches[state.nextWatch] = Watch(key: key, continuation: continuation)
            return state.nextWatch
        }
        continuation.onTermination = { _ in self.state.withLock { $0.watches[id] = nil } }
        return EtcdStream(status: 200, pieces: stream)
    }

    /// Ends all watches, as when a member stops.
    func breakWatches() {
        let watches = state.withLock { state in
            defer { state.watches = [:] }
            return state.watches.values.map(\.continuation)
        }
        for watch in watches { watch.finish() }
    }

    private static func answer(
        _ path: String,
        _ body: DocumentValue,
        _ state: inout State
    ) -> EtcdResponse {
        switch path {
        case "/v3/kv/range": return response(range(body, state))
        case "/v3/kv/txn": return transaction(body, &state)
        case "/v3/lease/grant":
            state.nextLease += 1
            state.leases[state.nextLease] = body["TTL"]?.int64 ?? 0
            return response(["ID": .string("\(state.nextLease)")])
        case "/v3/lease/keepalive":
            guard let seconds = state.leases[body["ID"]?.int64 ?? 0] else {
                return response(["result": [:]])
            }
            return response(["result": ["TTL": .string("\(seconds)")]])
        case "/v3/lease/revoke":
            if let id = body["ID"]?.int64 { end(lease: id, &state) }
            return response([:])
        case "/v3/maintenance/status":
            return response(["version": "3.4.23", "dbSize": "20480", "leader": "9"])
        default: return EtcdResponse(status: 404, body: Array("404 page not found".utf8))
        }
    }

    // MARK: Keys

    private static func range(_ body: DocumentValue, _ state: State) -> DocumentValue {
        let key = text(body["key"])
        let isPrefix = body["range_end"] != nil
        let found = state.entries.filter { isPrefix ? $0.key.hasPrefix(key) : $0.key == key }
            .sorted { $0.key < $1.key }
        var object = DocumentObject()
        object["header"] = header(state)
        object["kvs"] = .array(
            found.map { item($0.key, $0.value, hasValue: body["keys_only"] == nil) }
        )
        return .object(object)
    }

    private static func transaction(
        _ body: DocumentValue,
        _ state: inout State
    ) -> EtcdResponse {
        let operations = { (name: String) in body[name]?.array ?? [] }
        for name in ["compare", "success", "failure"] where operations(name).count > 128 {
            return error(400, 3, "etcdserver: too many operations in txn request")
        }
        let holds = operations("compare").allSatisfy { compare in
            let entry = state.entries[text(compare["key"])]
            let isCreation = compare["target"]?.string == "CREATE"
            let actual = (isCreation ? entry?.created : entry?.modified) ?? 0
            let expected =
                compare[isCreation ? "create_revision" : "mod_revision"]?.int64 ?? 0
            return compare["result"]?.string == "GREATER" ? actual > expected : actual == expected
        }
        let chosen = operations(holds ? "success" : "failure")
        for operation in chosen {
            if let lease = operation["request_put"]?["lease"]?.int64, state.leases[lease] == nil {
                return error(404, 5, "etcdserver: requested lease not found")
            }
        }
        if chosen.contains(where: { $0["request_range"] == nil }) { state.revision += 1 }
        var responses: [DocumentValue] = []
        var changed: [String] = []
        for operation in chosen {
            if let put = operation["request_put"] {
                let key = text(put["key"])
                let old = state.entries[key]
                state.entries[key] = Entry(
                    value: put["value"]?.base64 ?? [],
                    created: old?.created ?? state.revision,
                    modified: state.revision,
                    version: (old?.version ?? 0) + 1,
                    lease: put["lease"]?.int64 ?? 0
                )
                changed.append(key)
                responses.append(["response_put": [:]])
            } else if let delete = operation["request_delete_range"] {
                let isThere = state.entries.removeValue(forKey: text(delete["key"])) != nil
                responses.append(["response_delete_range": ["deleted": isThere ? "1" : "0"]])
            } else {
                responses.append(
                    ["response_range": range(operation["request_range"] ?? .null, state)]
                )
            }
        }
        for key in changed { tell(key, state) }
        return response(
            [
                "header": header(state), "succeeded": .bool(holds),
                "responses": .array(responses),
            ]
        )
    }

    private static func tell(_ key: String, _ state: State) {
        guard let entry = state.entries[key] else { return }
        for watch in state.watches.values where watch.key == key {
            watch.continuation.yield(event(key, entry, state))
        }
    }

    private static func end(lease: Int, _ state: inout State) {
        state.leases[lease] = nil
        let keys = state.entries.filter { $0.value.lease == lease }.keys
        if !keys.isEmpty { state.revision += 1 }
        for key in keys { state.entries[key] = nil }
    }

    // MARK: JSON

    private static func header(_ state: State) -> DocumentValue {
        ["cluster_id": "1458", "revision": .string("\(state.revision)")]
    }

    private static func item(_ key: String, _ entry: Entry, hasValue: Bool) -> DocumentValue {
        var object = DocumentObject()
        object["key"] = .base64(Array(key.utf8))
        object["create_revision"] = .string("\(entry.created)")
        object["mod_revision"] = .string("\(entry.modified)")
        object["version"] = .string("\(entry.version)")
        if hasValue { object["value"] = .base64(entry.value) }
        return .object(object)
    }

    private static func event(_ key: String, _ entry: Entry, _ state: State) -> [UInt8] {
        line(
            [
                "result": [
                    "header": header(state),
                    "events": [["kv": item(key, entry, hasValue: true)]],
                ]
            ]
        )
    }

    private static func line(_ json: DocumentValue) -> [UInt8] {
        JSONEmitter(indent: nil).emit(json) + [0x0A]
    }

    private static func response(_ json: DocumentValue) -> EtcdResponse {
        EtcdResponse(status: 200, body: JSONEmitter(indent: nil).emit(json))
    }

    private static func error(_ status: Int, _ code: Int, _ text: String) -> EtcdResponse {
        let json: DocumentValue = ["error": .string(text), "code": .int(code)]
        return EtcdResponse(status: status, body: JSONEmitter(indent: nil).emit(json))
    }

    private static func text(_ json: DocumentValue?) -> String {
        json?.base64.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
