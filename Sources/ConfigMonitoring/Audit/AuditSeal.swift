import ConfigDocument
import TypedConfig

/// The chain of an audit trail's lines: each ends with a hash over the rest of the line, which
/// includes the hash of the line before.
struct AuditSeal: Sendable {
    /// With a key the hash is an HMAC (RFC 2104), which cannot be recomputed without the key.
    var key: [UInt8]?

    /// The `previous` of the first line.
    static let start = String(repeating: "0", count: 64)
    private static let mark = Array(#","hash":""#.utf8)
    private static let end = Array("\"}".utf8)

    /// The line for a record, without its line break.
    func sealed(_ record: DocumentObject, after previous: String) -> (line: [UInt8], hash: String) {
        var record = record
        record["previous"] = .string(previous)
        var line = JSONEmitter(indent: nil).emit(.object(record))
        line.removeLast()
        let hash = hash(of: line)
        return (line + Self.mark + Array(hash.utf8) + Self.end, hash)
    }

    /// The hash that a line carries; nil if it does not match the line.
    func hash(ofSealed line: ArraySlice<UInt8>) -> String? {
        let tail = Self.mark.count + 64 + Self.end.count
        guard line.count > tail, line.suffix(Self.end.count).elementsEqual(Self.end) else {
            return nil
        }
        let said = line.suffix(64 + Self.end.count).prefix(64)
        guard line.suffix(tail).starts(with: Self.mark) else { return nil }
        let hash = hash(of: Array(line.dropLast(tail)))
        return said.elementsEqual(hash.utf8) ? hash : nil
    }

    func hash(of bytes: [UInt8]) -> String {
        guard let key else { return SHA256.hexadecimal(of: bytes) }
        let short = key.count > 64 ? Self.bytes(of: SHA256.hexadecimal(of: key)) : key
        let block = short + [UInt8](repeating: 0, count: 64 - short.count)
        let inner = SHA256.hexadecimal(of: block.map { $0 ^ 0x36 } + bytes)
        return SHA256.hexadecimal(of: block.map { $0 ^ 0x5C } + Self.bytes(of: inner))
    }

    private static func bytes(of hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
