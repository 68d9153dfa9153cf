import Foundation

/// Finds the schemas of a package from the path of one of its files.
enum SchemasFolder {
    struct NotFound: Error, CustomStringConvertible {
        let description: String
    }

    static func above(_ file: String, for name: String) throws(NotFound) -> String {
        var folder = URL(filePath: file).deletingLastPathComponent()
        while folder.path.count > 1 {
            let schemas = folder.appending(path: "schemas")
            if FileManager.default.fileExists(atPath: schemas.appending(path: name).path) {
                return schemas.path
            }
            folder.deleteLastPathComponent()
        }
        throw NotFound(
            description: "there is no directory schemas/\(name) above \(file); name it with "
                + "schemas:"
        )
    }

    static func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
