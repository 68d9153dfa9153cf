import ConfigDocument
import LimitOptions
import SchemaValidation
import ToolReports
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Standard output or standard error.
struct Output {
    private let descriptor: Int32
    /// True if colours are used: only on a terminal, and unless `NO_COLOR` is set.
    let hasColours: Bool

    static let standard = Output(descriptor: 1)
    static let standardError = Output(descriptor: 2)

    private init(descriptor: Int32) {
        self.descriptor = descriptor
        hasColours = isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }

    /// Writes a line, without text that a terminal or a CI system would execute.
    func write(_ text: String, _ colour: Colour? = nil) {
        writeLine(colour.map { coloured(text, $0) } ?? printable(text))
    }

    /// Writes what was done, unless `--quiet` is set.
    func confirm(_ text: String, _ colour: Colour? = nil) {
        if !QuietMode.isOn { write(text, colour) }
    }

    /// Writes a line with a coloured middle part.
    func write(_ start: String, _ middle: String, _ colour: Colour, _ end: String) {
        guard hasColours else { return write(start + middle + end) }
        writeLine(printable(start) + coloured(middle, colour) + printable(end))
    }

    func write(_ value: DocumentValue) {
        write(json: String(decoding: value.encoded(as: .json), as: UTF8.self))
    }

    /// Writes a value on one line.
    func write(line value: DocumentValue) {
        write(json: String(decoding: JSONEmitter(indent: nil).emit(value), as: UTF8.self))
    }

    /// Writes encoded JSON.
    func write(json text: String) {
        var text = printableJSON(text)
        while text.hasSuffix("\n") { text.removeLast() }
        writeLine(text)
    }

    /// Asks for an answer on the same line.
    func prompt(_ text: String) { writeBytes(printable(text) + " ") }

    /// Writes a text unchanged, for output that other programs requested.
    func writeLine(_ text: String) { writeBytes(text + "\n") }

    private func writeBytes(_ text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                systemWrite(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            start += count
        }
    }

    private func coloured(_ text: String, _ colour: Colour) -> String {
        let text = printable(text)
        return hasColours ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    enum Colour: Int {
        case red = 31
        case green = 32
        case yellow = 33
        case faint = 2
    }
}

/// The exit status of a command.
enum Exit: Int32, Error {
    case success = 0
    case findings = 1
    case unreadable = 2

    /// The exit status for findings: a file that a limit kept from being checked is not invalid.
    init(_ findings: [Finding]) {
        self = findings.contains(where: \.isUnjudged) ? .unreadable : .findings
    }

    func now() -> Never { exit(rawValue) }
}
