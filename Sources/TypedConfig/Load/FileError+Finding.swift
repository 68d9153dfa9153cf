public import ConfigFiles
import SchemaValidation

extension FileError {
    /// The same as one of the findings of a `ConfigError`.
    public var finding: Finding {
        var finding = Finding(message: message, file: path)
        finding.isUnjudged = reason == .tooLarge
        return finding
    }
}
