import ConfigDocument
import SchemaValidation

/// Files that exist only in memory.
package struct InMemorySource: ConfigSource {
    package let name: String
    package var files: [String: String]

    package init(_ files: [String: String], named name: String = "memory") {
        self.files = files
        self.name = name
    }

    package func fileNames() -> [String] {
        files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    package func has(_ fileName: String) -> Bool { files[fileName] != nil }

    package func folder(_ name: String) -> (any ConfigSource)? {
        let inside = files.filter { $0.key.hasPrefix(name + "/") }
        guard !inside.isEmpty else { return nil }
        let names = inside.map { (String($0.key.dropFirst(name.utf8.count + 1)), $0.value) }
        return InMemorySource(
            Dictionary(names) { first, _ in first },
            named: path(of: name)
        )
    }

    package func document(_ fileName: String) throws(ConfigError) -> Document {
        let path = path(of: fileName)
        guard let text = files[fileName] else {
            throw ConfigError(Finding(message: "there is no such file", file: path))
        }
        return try Document.parsed(
            Array(text.utf8),
            as: .ofFile(path),
            named: path
        )
    }
}
