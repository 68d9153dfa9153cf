import SchemaCompiler

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The tool that `swift build` runs: `schemac build` and nothing else, so that a package using the
/// plugin does not compile command lines, lint or documentation of schemas.
@main
struct SchemacBuild {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "build" { arguments = arguments.dropFirst() }
        exit(TargetBuild.main(Array(arguments)))
    }
}
