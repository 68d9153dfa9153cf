import ConfigDocument
package import SchemaValidation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The output of the tools, without text that a terminal or a CI system would execute.
package enum Console {
    /// Prints findings to standard error.
    ///
    /// - Returns: the exit status: 2 if an input cannot be used at all, or a limit prevented its
    ///   validation.
    package static func fail(_ findings: [Finding], code: Int32) -> Int32 {
        print(error: findings.map(\.description).joined(separator: "\n"))
        return findings.contains(where: \.isUnjudged) ? 2 : code
    }

    /// Prints warnings without duplicates.
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

    /// Prints encoded JSON.
    package static func print(json text: String) { write(printableJSON(text), to: STDOUT_FILENO) }

    /// Prints text that is already escaped for the program that reads it.
    package static func print(escaped text: String) { write(text, to: STDOUT_FILENO) }

    /// Ends with a single line break, whether or not the text has one.
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
