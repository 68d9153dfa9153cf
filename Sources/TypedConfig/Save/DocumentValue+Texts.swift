import ConfigDocument
import ConfigTypes

extension DocumentValue {
    /// The written form of a value, with the texts of a document where these stand for the same
    /// numbers: `30s` stays as it is where the value still has thirty seconds.
    func keepingTexts<Value: ConfigType>(of document: Document, as type: Value.Type)
        -> DocumentValue
    {
        let (value, _) = Value.read(from: document, program: try? Value.schema.program())
        let read = ValueWriter.write(value).0
        return keeping(DocumentValue(document.root), readAs: read)
    }

    private func keeping(_ old: DocumentValue, readAs read: DocumentValue) -> DocumentValue {
        switch (self, old, read) {
        case (.object(var object), .object(let old), .object(let read)):
            for (key, member) in object.members {
                guard let old = old[key], let read = read[key] else { continue }
                object[key] = member.keeping(old, readAs: read)
            }
            return .object(object)
        case (.array(let elements), .array(let old), .array(let read)):
            return .array(
                elements.enumerated().map { index, element in
                    old.indices.contains(index) && read.indices.contains(index)
                        ? element.keeping(old[index], readAs: read[index]) : element
                }
            )
        case (.string, _, _): return self
        case (_, .string, _) where self == read: return old
        default: return self
        }
    }
}
