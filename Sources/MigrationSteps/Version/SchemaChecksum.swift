package import ConfigDocument

/// A hash of a schema's values, independent of its text: the order of members, whitespace and YAML
/// or JSON make no difference.
package enum SchemaChecksum {
    /// The checksum as `sha256:` and 64 digits.
    package static func text(of document: Document) -> String {
        var bytes: [UInt8] = []
        write(DocumentValue(document.root), to: &bytes)
        return "sha256:" + SHA256.hexadecimal(of: bytes)
    }

    private static func write(_ value: DocumentValue, to bytes: inout [UInt8]) {
        switch value {
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            let members = object.members.sorted {
                $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
            }
            for member in members {
                write(.string(member.key), to: &bytes)
                write(member.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for element in elements { write(element, to: &bytes) }
            bytes.append(UInt8(ascii: "]"))
        // Bound: below 1e15.
        case .double(let number) where number == number.rounded() && abs(number) < 1e15:
            // `1.0` is the same number as `1`.
            write(.int(Int(number)), to: &bytes)
        default:
            bytes += value.encoded(as: .json)
        }
    }
}
