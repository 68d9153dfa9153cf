package import ConfigDocument
import Foundation

/// A document of one of the external suites.
package struct SuiteDocument {
    package var name: String
    package var format: DocumentFormat
    package var bytes: [UInt8]

    package init(name: String, format: DocumentFormat, bytes: [UInt8]) {
        (self.name, self.format, self.bytes) = (name, format, bytes)
    }

    package func document() throws -> Document {
        var options = ReadingOptions()
        options.allowsDuplicateKeys = true
        return try Document(parsing: bytes, as: format, named: name, options: options)
    }

    /// The documents of all suites that hold JSON or YAML.
    package static func all() throws -> [SuiteDocument] {
        var samples: [SuiteDocument] = []
        for (suite, folder) in [
            ("schemastore", "positive"), ("json-parsing", ""), ("yaml-test-suite", "data"),
            ("real-configs", ""), ("seed-configs", ""),
        ] {
            guard let root = SuiteFolder(suite) else { continue }
            let base = folder.isEmpty ? root.url : root.url.appending(path: folder)
            let names = FileManager.default.enumerator(atPath: base.path)?.allObjects ?? []
            for name in names.compactMap({ $0 as? String }).sorted() {
                guard [".json", ".yaml", ".yml"].contains(where: name.hasSuffix) else { continue }
                if suite == "yaml-test-suite",
                    name.hasSuffix("out.yaml") || name.hasSuffix("emit.yaml")
                {
                    continue
                }
                let bytes = [UInt8](try Data(contentsOf: base.appending(path: name)))
                samples.append(
                    SuiteDocument(
                        name: "\(suite)/\(name)",
                        format: try DocumentFormat(path: name),
                        bytes: bytes
                    )
                )
            }
        }
        return samples
    }
}
