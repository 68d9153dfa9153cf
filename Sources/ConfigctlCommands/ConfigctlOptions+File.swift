import ConfigDocument
import SchemaValidation
import TypedConfig

extension ConfigctlOptions {
    /// A configuration file outside of the directories.
    public struct File: Sendable, Equatable {
        /// The configuration that it belongs to.
        public let configuration: String
        /// Its path.
        public let path: String

        /// - Parameter text: `NAME=FILE` or `FILE`, as on the command line.
        init(_ text: String, known: [String], main: String?) throws(ConfigError) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, !parts[0].contains("/") {
                (configuration, path) = (String(parts[0]), String(parts[1]))
                if known.contains(configuration) { return }
                throw ConfigError(
                    Self.finding(
                        "there is no configuration type called \(quoted(configuration))",
                        Suggestion.didYouMean(configuration, among: known)
                            ?? "known are \(known.sorted().joined(separator: ", "))",
                        path.isEmpty ? text : path
                    )
                )
            }
            path = text
            let name = text.split(separator: "/").last.map(String.init) ?? text
            let stem = DocumentFormat.stem(of: name).map { String($0.stem) }
            guard let found = stem.flatMap({ known.contains($0) ? $0 : nil }) ?? main else {
                throw ConfigError(
                    Self.finding(
                        "the configuration that this file belongs to is not known",
                        "write --file NAME=\(singleLine(text))",
                        text
                    )
                )
            }
            configuration = found
        }

        private static func finding(
            _ message: String,
            _ suggestion: String,
            _ path: String
        ) -> Finding {
            var finding = Finding(message: message, suggestion: suggestion, file: path)
            finding.isUnjudged = true
            return finding
        }
    }
}
