import ConfigDocument
package import SchemaValidation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the tools print: nothing that a terminal or a CI system would obey.
package enum Console {
    /// Prints findings to standard error.
    ///
    /// - Returns: the code to end with: 2 is for what cannot be used at all, and for what a limit kept
    ///   from being judged.
    package static func fail(_ findings: [Finding], code: Int32) -> Int32 {
        print(error: findings.map(\.description).joined(separator: "\n"))
        return findings.contains(where: \.isUnjudged) ? 2 : code
    }

    /// Prints what does not keep a command from its work, each once.
    package static func warn(_ findings: [Finding]) {
        var seen: Set<Finding> = []
        for finding in findings where seen.insert(finding).inserted {
            print(error: finding.description)
        }
    }

    /// Prints a line to standard error.
    package static func print(error text: String) { write(printable(text), to: STDERR_FILENO) }

    /// Prints a line to standard output.
    package static func print(_ text: String) { write(printable(text), to: STDOUT_FILENO) }

    /// Prints JSON that is encoded already.
    package static func print(json text: String) { write(printableJSON(text), to: STDOUT_FILENO) }

    /// Prints what is escaped already for the program that reads it.
    package static func print(escaped text: String) { write(text, to: STDOUT_FILENO) }

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
