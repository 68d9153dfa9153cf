import ConfigDocument
import JSONSchema

/// Finds types in a flat namespace with the same name in two files.
enum FlatClashes {
    static func findings(in files: [GeneratedFile]) -> [Finding] {
        var owners: [String: GeneratedFile] = [:]
        var findings: [Finding] = []
        for file in files {
            for type in file.types where !type.contains(".") {
                if let other = owners.updateValue(file, forKey: type), other.name != file.name {
                    findings.append(
                        Finding(
                            message: "the Swift name \(quoted(type)) is also that of a type of "
                                + quoted(other.schemaPath, limit: 200),
                            suggestion: "rename one of the two with \"x-swift-name\"",
                            file: file.schemaPath
                        )
                    )
                }
            }
        }
        return findings
    }
}
