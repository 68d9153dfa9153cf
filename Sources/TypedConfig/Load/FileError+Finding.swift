public import ConfigFiles
import SchemaValidation

extension FileError {
    /// The error as a finding of a `ConfigError`.
    public var finding: Finding {
        var finding = Finding(message: message, file: path)
        finding.isUnjudged = reason == .tooLarge
        return finding
    }
}
