import ArgumentParser
import ConfigDocument
import JSONSchema

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a command says about findings, and the code that it ends with.
enum Report {
    /// Prints findings to standard error and ends with a code: 2 is for what cannot be used at all.
    /// So is what a limit kept from being judged.
    static func fail(_ findings: [Finding], code: Int32) -> ExitCode {
        print(error: findings.map(\.description).joined(separator: "\n"))
        return ExitCode(findings.contains(where: \.isUnjudged) ? 2 : code)
    }

    /// Prints what does not keep a command from its work, each once.
    static func warn(_ findings: [Finding]) {
        var seen: Set<Finding> = []
        for finding in findings where seen.insert(finding).inserted {
            print(error: finding.description)
        }
    }

    /// Prints a line to standard error.
    static func print(error text: String) { write(printable(text), to: STDERR_FILENO) }

    /// Prints a text, without what a terminal or a CI system would obey.
    static func print(_ text: String) { write(printable(text), to: STDOUT_FILENO) }

    /// Prints JSON that is encoded already.
    static func print(json text: String) { write(printableJSON(text), to: STDOUT_FILENO) }

    /// Ends with a line break, whether the text has one or not.
    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array((text.hasSuffix("\n") ? text : text + "\n").utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                systemWrite(
                    descriptor,
                    buffer.baseAddress?.advanced(by: written),
                    buffer.count - written
                )
            }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            written += count
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
        Glibc.write(descriptor, bytes, count)
    #elseif canImport(Musl)
        Musl.write(descriptor, bytes, count)
    #else
        Darwin.write(descriptor, bytes, count)
    #endif
}
