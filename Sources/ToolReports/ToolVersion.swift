import CBuildInfo
import CLibYAML

/// The version of this package, defined only here.
package enum ToolVersion {
    /// The version as `MAJOR.MINOR.PATCH` (Semantic Versioning 2.0.0).
    package static let current = "0.1.0"

    /// The output of `--version`: the tool, and the libraries that it was built with.
    ///
    /// - Parameter libraries: libraries besides libyaml, with their versions.
    package static func text(of tool: String, libraries: [String] = []) -> String {
        let commit = built_from_commit().map { " (\(String(cString: $0)))" } ?? ""
        let parts = ["Swift \(swift)", "libyaml \(String(cString: yaml_get_version_string()))"]
        return "\(tool) \(current)\(commit)\n" + (parts + libraries).joined(separator: ", ")
    }

    private static var swift: String {
        #if compiler(>=6.4)
            "6.4 or newer"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
