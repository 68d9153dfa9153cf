import ConfigFiles
import TypedConfig

/// The files in which Linux reports on itself.
struct KernelFiles: Sendable {
    /// A prefix for `/proc` and `/sys`; empty except in tests.
    var root = ""

    func text(_ path: String) -> String? {
        guard let file = try? Descriptor(root + path, 0),
            let bytes = try? file.readAll(maxBytes: 1 << 20)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first number in a file; nil also for `max`, which means no limit.
    func number(_ path: String) -> Double? {
        text(path).flatMap { $0.split(whereSeparator: \.isWhitespace).first }.flatMap {
            Double(String($0))
        }
    }

    /// The number after a key, in a file with one key on each line.
    func number(_ path: String, after key: String) -> Double? {
        guard let text = text(path) else { return nil }
        for line in text.split(separator: "\n") {
            let words = line.split { $0 == " " || $0 == "\t" }
            if words.count > 1, words[0] == key { return Double(String(words[1])) }
        }
        return nil
    }
}
