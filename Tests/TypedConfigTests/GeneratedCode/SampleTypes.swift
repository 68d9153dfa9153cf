// Types as the generator writes them, which only `import TypedConfig`: everything that they need
// must come through the runtime's exports.
import TypedConfig

struct Listener: Sendable, Equatable {
    var port: Int
    var timeout: Double?
    var server: Server
    var tags: [String]
    var environment: Environment
    var extras = ConfigExtras()

    init(
        port: Int = 8080,
        timeout: Double? = nil,
        server: Server,
        tags: [String] = [],
        environment: Environment
    ) {
        self.port = port
        self.timeout = timeout
        self.server = server
        self.tags = tags
        self.environment = environment
    }
}

extension Listener: ConfigType {
    static let schema = compiledSchema("listener", version: "3.0.0", listenerSchema)

    init(reading object: inout ValueReader) {
        port = object.int("port", default: 8080)
        timeout = object.optionalDouble("timeout")
        server = object.value("server")
        tags = object.value("tags", default: [])
        environment = object.value("environment")
        extras = object.extras()
    }

    func write(to object: inout ValueWriter) {
        object.int("port", port)
        object.optionalDouble("timeout", timeout)
        object.value("server", server)
        object.value("tags", tags)
        object.value("environment", environment)
        object.extras(extras)
    }
}

enum Environment: String, ConfigEnum { case development, testing, production, staging }

struct Server: Sendable, Equatable {
    var host: String
    var isSecure: Bool
}

extension Server: ConfigConvertible {
    init(reading object: inout ValueReader) {
        host = object.string("host")
        isSecure = object.bool("secure")
    }

    func write(to object: inout ValueWriter) {
        object.string("host", host)
        object.bool("secure", isSecure)
    }
}

/// One property of every kind.
struct Everything: Sendable, Equatable {
    var level: Level
    var byte: UInt8
    var big: UInt64
    var small: Float
    var point: Point
    var note: Nullable<String>
    var answer: Int?
    var any: DocumentValue
    var password: Secret<String>
    var limits: [String: Int]

    init(
        level: Level,
        byte: UInt8,
        big: UInt64,
        small: Float,
        point: Point,
        note: Nullable<String> = .absent,
        answer: Int?,
        any: DocumentValue,
        password: Secret<String>,
        limits: [String: Int]
    ) {
        self.level = level
        self.byte = byte
        self.big = big
        self.small = small
        self.point = point
        self.note = note
        self.answer = answer
        self.any = any
        self.password = password
        self.limits = limits
    }
}

extension Everything: ConfigType {
    static let schema = CompiledSchema(format: .v2, name: "everything", program: "")

    init(reading object: inout ValueReader) {
        level = object.value("level")
        byte = object.value("byte")
        big = object.value("big")
        small = object.value("small")
        point = object.value("point")
        note = object.nullable("note")
        answer = object.value("answer")
        any = object.value("any")
        password = object.value("password")
        limits = object.rest()
    }

    func write(to object: inout ValueWriter) {
        object.value("level", level)
        object.value("byte", byte)
        object.value("big", big)
        object.value("small", small)
        object.value("point", point)
        object.nullable("note", note)
        object.value("answer", answer)
        object.value("any", any)
        object.value("password", password)
        object.rest(limits)
    }
}

enum Level: Int, ConfigEnum {
    case low = 1
    case high = 10
}

struct Point: Sendable, Equatable {
    var x: Double
    var y: Double
    var z: Double?

    init(x: Double, y: Double, z: Double? = nil) {
        self.x = x
        self.y = y
        self.z = z
    }
}

extension Point: ConfigConvertible {
    init(reading array: inout ValueReader) {
        x = array.element(0)
        y = array.element(1)
        z = array.optionalElement(2)
    }

    func write(to array: inout ValueWriter) {
        array.element(x)
        array.element(y)
        array.optionalElement(z)
    }
}

/// A type that contains itself, through a union.
struct Rule: Sendable, Equatable {
    var name: String
    @Box var otherwise: Rule?
    @Box var then: Action

    init(name: String, otherwise: Rule? = nil, then: Action) {
        self.name = name
        self.otherwise = otherwise
        self.then = then
    }
}

extension Rule: ConfigType {
    static let schema = CompiledSchema(format: .v2, name: "rule", program: "")

    init(reading object: inout ValueReader) {
        name = object.string("name")
        otherwise = object.optionalValue("otherwise")
        _then = object.value("then")
    }

    func write(to object: inout ValueWriter) {
        object.string("name", name)
        object.optionalValue("otherwise", otherwise)
        object.value("then", then)
    }
}

enum Action: Sendable, Equatable {
    case stop
    case apply(Rule)
    case log(String)
}

extension Action: ConfigConvertible {
    init(reading value: inout ValueReader) {
        switch value.kind {
        case .false: self = .stop
        case .string: self = .log(value.string())
        default: self = .apply(value.value())
        }
    }

    func write(to value: inout ValueWriter) {
        switch self {
        case .stop: value.bool(false)
        case .apply(let rule): value.value(rule)
        case .log(let text): value.string(text)
        }
    }
}

/// Uses an error and values missing from the schema, with the same import.
func describeFirstFinding(of error: ConfigError) -> String {
    guard let finding = error.findings.first, let position = finding.position else { return "" }
    return "\(finding.file) \(position.line) \(finding.message)"
}

func portOfUnknownServer(in extras: ConfigExtras) -> Int? {
    guard case .object(let server) = extras["server"] else { return nil }
    return server["port"]?.int ?? server["ports"]?[0]?.int
}
