import ArgumentParser
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
    static func fail(_ findings: [Finding], code: Int32) -> ExitCode {
        print(error: findings.map(\.description).joined(separator: "\n"))
        return ExitCode(code)
    }

    static func print(error text: String) {
        let bytes = Array((text + "\n").utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(
                    STDERR_FILENO,
                    buffer.baseAddress?.advanced(by: written),
                    buffer.count - written
                )
            }
            if count <= 0 { return }
            written += count
        }
    }
}
