import ConfigFiles
import TypedConfig

/// The files by which Linux tells of itself. Read at each look, so sparingly.
struct KernelFiles: Sendable {
    /// Before `/proc` and `/sys`; empty but in tests.
    var root = ""

    func text(_ path: String) -> String? {
        guard let file = try? Descriptor(root + path, 0),
            let bytes = try? file.readAll(maxBytes: 1 << 20)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first number of a file; nil also where it says `max`, for no limit.
    func number(_ path: String) -> Double? {
        text(path).flatMap { $0.split(whereSeparator: \.isWhitespace).first }.flatMap {
            Double(String($0))
        }
    }

    /// The number after a key, in a file with one key a line.
    func number(_ path: String, after key: String) -> Double? {
        guard let text = text(path) else { return nil }
        for line in text.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            if words.count > 1, words[0] == key { return Double(String(words[1])) }
        }
        return nil
    }
}
