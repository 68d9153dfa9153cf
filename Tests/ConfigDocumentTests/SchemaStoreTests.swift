import ConfigDocument
import Foundation
import Suites
import Testing

/// SchemaStore's documents: JSON and YAML as people write them.
struct SchemaStoreTests {
    @Test func readsEveryDocument() throws {
        guard let suite = SuiteFolder("schemastore") else { return }
        var read = 0
        for kind in ["positive", "negative"] {
            let root = suite.url.appending(path: kind)
            let names = FileManager.default.enumerator(atPath: root.path)?.allObjects ?? []
            for name in names.compactMap({ $0 as? String }).sorted() {
                guard [".json", ".yaml", ".yml"].contains(where: name.hasSuffix) else { continue }
                let bytes = [UInt8](try Data(contentsOf: root.appending(path: name)))
                #expect(throws: Never.self, "\(kind)/\(name)") {
                    try Document(parsing: bytes, as: DocumentFormat(path: name), named: name)
                }
                read += 1
            }
        }
        print("schemastore: \(read) documents read")
        #expect(read == 1074 + 384)
    }
}
