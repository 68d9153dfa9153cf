import ConfigDocument
import JSONSchema

extension DocumentValue {
    /// The value of a keyword, with arrays sorted if their order is irrelevant.
    func inAnyOrder(of keyword: String) -> DocumentValue {
        if ["const", "default", "examples"].contains(keyword) { return self }
        switch self {
        case .array(let elements):
            let isSet = ["required", "type", "enum", "dependentRequired", "dependencies"]
                .contains(keyword)
            // The position of a schema in an array matters.
            guard isSet else { return .array(elements.map { $0.inAnyOrder(of: "") }) }
            return .array(
                elements.sorted {
                    $0.encoded(as: .json).lexicographicallyPrecedes($1.encoded(as: .json))
                }
            )
        case .object(var object):
            let isMap = ["dependentRequired", "dependencies"].contains(keyword)
            for (key, value) in object.members {
                object[key] = value.inAnyOrder(of: isMap ? keyword : key)
            }
            return .object(object)
        default: return self
        }
    }
}

extension SchemaFacet {
    /// The dependencies between members, whichever keyword declares them: pairs of a name and
    /// either other names or a schema.
    var dependencies: Set<[DocumentValue]> {
        var pairs: Set<[DocumentValue]> = []
        for item in opaque where item.isDependency {
            for member in item.value.object?.members ?? [] {
                let required = member.value.object.flatMap { $0.count == 1 ? $0["required"] : nil }
                pairs.insert([.string(member.key), required ?? member.value])
            }
        }
        return pairs
    }
}

extension SchemaFacet.Opaque {
    var isDependency: Bool {
        ["dependentRequired", "dependentSchemas", "dependencies"].contains(keyword)
    }
}
