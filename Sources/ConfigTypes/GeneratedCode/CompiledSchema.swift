package import SchemaValidation
import Synchronization

/// A schema as generated code carries it: its name, its version, and the program that validates.
public struct CompiledSchema: Sendable {
    /// The name that files of this schema have: `http` for `http.yaml`.
    public let name: String
    /// The version of the schema that the type was generated from; nil for a schema without history.
    public let version: String?
    /// The environment variables that `x-env` gives to settings, by the JSON Pointers of these.
    package let variables: [String: String]
    private let source: ProgramSource

    /// The form of the programs in generated code. There is one case: code of another `schemac` does
    /// not compile, and says at the line which two have to be of one version.
    public enum Format: Sendable {
        case v2
    }

    /// What generated code calls.
    ///
    /// - Parameter program: the validation program, as `schemac` has encoded it in this format.
    public init(
        format: Format,
        name: String,
        version: String? = nil,
        variables: [String: String] = [:],
        program: StaticString
    ) {
        self.name = name
        self.version = version
        self.variables = variables
        source = ProgramSource(.encoded(program))
    }

    /// A schema that was compiled at run time.
    package init(
        name: String,
        version: String? = nil,
        variables: [String: String] = [:],
        program: ValidationProgram
    ) {
        self.name = name
        self.version = version
        self.variables = variables
        source = ProgramSource(.decoded(program))
    }

    /// Decoded when it is first asked for, so that a list of many types costs nothing at start.
    package func program() throws(ConfigError) -> ValidationProgram {
        if let program = source.program() { return program }
        throw ConfigError(
            Finding(
                message:
                    "the code generated for the schema \"\(name)\" and the TypedConfig that it "
                    + "runs with are of different versions",
                suggestion: "generate it again with the schemac of this version",
                file: name
            )
        )
    }
}

private final class ProgramSource: Sendable {
    enum State: Sendable {
        case encoded(StaticString)
        case decoded(ValidationProgram)
        case unreadable
    }

    private let state: Mutex<State>

    init(_ state: State) { self.state = Mutex(state) }

    func program() -> ValidationProgram? {
        state.withLock { state in
            if case .encoded(let text) = state {
                state = ValidationProgram(decoding: text).map(State.decoded) ?? .unreadable
            }
            guard case .decoded(let program) = state else { return nil }
            return program
        }
    }
}
