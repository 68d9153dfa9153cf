#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A variable of the process's environment.
@Sendable
package func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// False for a variable whose value is not UTF-8, so that `environmentVariable` has replaced bytes.
@Sendable
package func isEnvironmentVariableText(_ name: String) -> Bool {
    getenv(name).map { String(validatingCString: $0) != nil } ?? true
}
