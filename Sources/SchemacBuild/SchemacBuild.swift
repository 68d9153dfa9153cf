import SchemaCompiler

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `swift build` runs: `schemac build` and nothing else, so that a package that attaches the
/// plugin compiles no command line, no lint and no documentation of schemas.
@main
struct SchemacBuild {
    static func main() {
        var arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "build" { arguments = arguments.dropFirst() }
        exit(TargetBuild.main(Array(arguments)))
    }
}
