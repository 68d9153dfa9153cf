import BuiltinConfigs
import ConfigDocument
import Foundation
import Testing
import TypedConfig

/// A document of `config/` and its type.
struct Sample: Sendable, CustomTestStringConvertible {
    let type: any ConfigType.Type
    let file: String

    var name: String { type.schema.name }
    var path: String { Self.folder + file }
    var testDescription: String { file }

    static let folder =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "config").path + "/"

    static let all = BuiltinConfigs.all.map { type in
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let file = files.first { $0.hasPrefix(type.schema.name + ".") }
        return Sample(type: type, file: file ?? type.schema.name)
    }

    func document() throws -> DocumentValue {
        let text = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return DocumentValue(
            try Document(parsing: text, as: DocumentFormat(path: path), named: file).root
        )
    }
}
