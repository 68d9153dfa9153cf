import ArgumentParser
import ConfigDocument
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A value that is typed or piped, so that it need not be on a command line, which others can see.
enum StandardInput {
    /// The text, without the line break at its end. A terminal asks for it, and does not echo it.
    static func value(of key: String) throws -> String {
        let bytes = isatty(0) == 1 ? prompted(key) : contents(of: "/dev/stdin")
        guard var bytes else { throw ValidationError("Standard input cannot be read.") }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ValidationError("Standard input is not valid UTF-8.")
        }
        return text
    }

    private static func prompted(_ key: String) -> [UInt8]? {
        var settings = termios()
        guard tcgetattr(0, &settings) == 0 else { return nil }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(0, TCSAFLUSH, &silent) == 0 else { return nil }
        defer {
            tcsetattr(0, TCSAFLUSH, &settings)
            Output.standardError.write("")
        }
        Output.standardError.write("\(singleLine(key)) (not shown while it is typed):")
        return readLine(strippingNewline: true).map { Array($0.utf8) }
    }
}
