// The code of the guide ComingFromCodable.md, line by line.
import TypedConfig

struct ServerSettings: Decodable {
    var host: String
    var port: Int
    var timeout: Double

    enum CodingKeys: String, CodingKey { case host, port, timeout }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        host = try values.decodeIfPresent(String.self, forKey: .host) ?? "127.0.0.1"
        port = try values.decodeIfPresent(Int.self, forKey: .port) ?? 8080
        timeout = try values.decodeIfPresent(Double.self, forKey: .timeout) ?? 30
        guard 1...65535 ~= port else {
            throw DecodingError.dataCorruptedError(
                forKey: .port,
                in: values,
                debugDescription: "bad port"
            )
        }
    }
}

func loadSettings() throws -> ServerSettings {
    let text = try String(contentsOfFile: "config/http.yaml", encoding: .utf8)
    return try YAMLDecoder().decode(ServerSettings.self, from: text)
}

func loadConfiguration() throws -> HTTPConfig {
    try HTTPConfig.load(from: "config/http.yaml")
}

struct Hostname: ConfigConvertible {
    var name: String

    init(reading value: inout ValueReader) {
        name = value.value()
    }

    func write(to value: inout ValueWriter) {
        value.value(name)
    }
}
