import ConfigDocument
import TypedConfig

/// A key with its value.
struct EtcdItem: Sendable, Equatable {
    var key: String
    var value: [UInt8]
    var createRevision: Int
    var modRevision: Int
    var version: Int

    init(_ json: DocumentValue) {
        key = json["key"]?.base64.map { String(decoding: $0, as: UTF8.self) } ?? ""
        value = json["value"]?.base64 ?? []
        createRevision = json["create_revision"]?.int64 ?? 0
        modRevision = json["mod_revision"]?.int64 ?? 0
        version = json["version"]?.int64 ?? 0
    }
}

/// The part that every response has.
struct EtcdHeader: Sendable, Equatable {
    var cluster: String
    var revision: Int

    init(_ json: DocumentValue?) {
        cluster = json?["header"]?["cluster_id"]?.string ?? ""
        revision = json?["header"]?["revision"]?.int64 ?? 0
    }
}

/// The keys that a request is about.
struct EtcdKeys: Sendable, Equatable {
    var key: String
    /// True for all keys that begin with it.
    var isPrefix = false

    static func one(_ key: String) -> EtcdKeys { EtcdKeys(key: key) }
    static func all(under prefix: String) -> EtcdKeys { EtcdKeys(key: prefix, isPrefix: true) }

    var members: [(String, DocumentValue)] {
        let bytes = Array(key.utf8)
        var members: [(String, DocumentValue)] = [("key", .base64(bytes))]
        // Keys are ASCII, so that the last byte can be raised.
        if isPrefix, let last = bytes.last {
            members.append(("range_end", .base64(bytes.dropLast() + [last &+ 1])))
        }
        return members
    }
}

/// A condition of a transaction.
enum EtcdCompare: Sendable, Equatable {
    case absent(String)
    case present(String)
    /// The key was last changed at this revision; 0 means that it does not exist.
    case modified(String, at: Int)
    case created(String, at: Int)

    var json: DocumentValue {
        switch self {
        case .absent(let key): Self.json(key, "CREATE", "EQUAL", "create_revision", 0)
        case .present(let key): Self.json(key, "CREATE", "GREATER", "create_revision", 0)
        case .modified(let key, let revision):
            Self.json(key, "MOD", "EQUAL", "mod_revision", revision)
        case .created(let key, let revision):
            Self.json(key, "CREATE", "EQUAL", "create_revision", revision)
        }
    }

    private static func json(
        _ key: String,
        _ target: String,
        _ result: String,
        _ member: String,
        _ revision: Int
    ) -> DocumentValue {
        [
            "key": .base64(Array(key.utf8)), "target": .string(target), "result": .string(result),
            member: .string("\(revision)"),
        ]
    }
}

/// An operation of a transaction.
enum EtcdOperation: Sendable, Equatable {
    case put(String, [UInt8], lease: Int? = nil)
    case delete(EtcdKeys)
    case range(EtcdKeys, limit: Int = 0)

    var json: DocumentValue {
        switch self {
        case .put(let key, let value, let lease):
            var object = DocumentObject()
            object["key"] = .base64(Array(key.utf8))
            object["value"] = .base64(value)
            object["lease"] = lease.map { .string("\($0)") }
            return ["request_put": .object(object)]
        case .delete(let keys): return ["request_delete_range": .members(keys.members)]
        case .range(let keys, let limit):
            return ["request_range": .members(keys.members + EtcdOperation.limit(limit))]
        }
    }

    static func limit(_ limit: Int) -> [(String, DocumentValue)] {
        limit > 0 ? [("limit", .string("\(limit)"))] : []
    }
}

/// The keys that a range request has found.
struct EtcdRange: Sendable, Equatable {
    var header: EtcdHeader
    var items: [EtcdItem]
    var hasMore: Bool

    init(_ json: DocumentValue?, header: EtcdHeader? = nil) {
        self.header = header ?? EtcdHeader(json)
        items = json?["kvs"]?.array?.map(EtcdItem.init) ?? []
        hasMore = json?["more"]?.bool ?? false
    }
}

/// The result of a transaction.
struct EtcdTransaction: Sendable, Equatable {
    var header: EtcdHeader
    var hasSucceeded: Bool
    /// The results of its range operations, in order.
    var ranges: [EtcdRange]
    /// The numbers of deleted keys.
    var deleted: Int

    init(_ json: DocumentValue) {
        let header = EtcdHeader(json)
        self.header = header
        hasSucceeded = json["succeeded"]?.bool ?? false
        let responses = json["responses"]?.array ?? []
        ranges = responses.compactMap { response in
            response["response_range"].map { EtcdRange($0, header: header) }
        }
        // Bound: numbers of keys.
        deleted = responses.reduce(0) {
            $0 &+ ($1["response_delete_range"]?["deleted"]?.int64 ?? 0)
        }
    }
}

/// The state of a member.
struct EtcdStatus: Sendable, Equatable {
    var version: String
    var databaseBytes: Int
    var hasLeader: Bool

    init(_ json: DocumentValue) {
        version = json["version"]?.string ?? ""
        databaseBytes = json["dbSize"]?.int64 ?? 0
        // The number of a member needs all 64 bits.
        hasLeader = json["leader"]?.string.map { $0 != "0" } ?? false
    }
}

/// A message of a watch.
enum EtcdWatchMessage: Sendable, Equatable {
    /// The watch exists; the header has the newest revision.
    case created(EtcdHeader)
    /// Changed keys. A deleted key has the version 0.
    case changed([EtcdItem], EtcdHeader)
    case progress(EtcdHeader)

    /// - Throws: if the line reports the end of the watch.
    init(_ json: DocumentValue, endpoint: String) throws(EtcdFault) {
        if let error = json["error"] {
            let status = error["http_code"]?.int ?? 500
            throw EtcdFault(status: status, body: error, endpoint: endpoint)
        }
        guard let result = json["result"] else {
            throw EtcdFault(.invalid, "etcd at \(endpoint) sent an unknown message")
        }
        if result["canceled"]?.bool == true {
            let reason = result["cancel_reason"]?.string ?? ""
            if let revision = result["compact_revision"]?.int64 {
                throw EtcdFault(
                    .compacted,
                    "etcd at \(endpoint): the history is compacted up to revision \(revision)"
                )
            }
            let code =
                reason.contains("PermissionDenied")
                ? 7 : reason.contains("Unauthenticated") ? 16 : nil
            throw EtcdFault(status: 500, code: code, text: reason, endpoint: endpoint)
        }
        let header = EtcdHeader(result)
        if result["created"]?.bool == true {
            self = .created(header)
        } else if let events = result["events"]?.array {
            self = .changed(events.compactMap { $0["kv"].map(EtcdItem.init) }, header)
        } else {
            self = .progress(header)
        }
    }
}

extension DocumentValue {
    static func base64(_ bytes: some Collection<UInt8>) -> DocumentValue {
        .string(Base64.encoded(bytes))
    }

    static func members(_ members: [(String, DocumentValue)]) -> DocumentValue {
        var object = DocumentObject()
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    var base64: [UInt8]? { string.flatMap(Base64.decoded) }

    /// A 64-bit number, which the gateway writes as a string.
    var int64: Int? { string.flatMap { Int($0) } ?? int }
}
