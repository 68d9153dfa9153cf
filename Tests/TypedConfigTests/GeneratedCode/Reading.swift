import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// Reads JSON as a generated type does, without validation.
func read<Value: ConfigType>(
    _ json: String,
    as type: Value.Type = Value.self
) throws -> (value: Value, findings: [String]) {
    let document = try Document(parsing: json, as: .json, named: "x.json")
    let (value, findings) = Value.read(from: document, program: nil)
    return (value, findings.map(\.description))
}

/// One value as the only member of a document.
struct Holder<Value: ConfigConvertible>: ConfigType {
    static var schema: CompiledSchema { CompiledSchema(format: .v2, name: "holder", program: "") }
    var value: Value
    init(reading object: inout ValueReader) { value = object.value("a") }
    func write(to object: inout ValueWriter) { object.value("a", value) }
}

func readValue<Value: ConfigConvertible>(
    _ json: String,
    as type: Value.Type = Value.self
) throws -> (value: Value, findings: [String]) {
    let (holder, findings) = try read(#"{"a":\#(json)}"#, as: Holder<Value>.self)
    return (holder.value, findings)
}

func written(_ value: some ConfigConvertible) -> DocumentValue { ValueWriter.value(of: value) }
