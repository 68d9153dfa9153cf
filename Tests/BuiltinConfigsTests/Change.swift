import ConfigDocument
import Foundation
import Testing

/// A row of `broken.tsv`: what makes a sample invalid.
struct Change: Sendable, CustomTestStringConvertible {
    let type: String
    let pointer: String
    /// The value to set at the pointer; nil removes it.
    let value: DocumentValue?
    let testDescription: String

    static let all: [Change] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "broken.tsv")
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.filter { !$0.hasPrefix("#") }.compactMap(Change.init)
    }()

    private init?(_ line: Substring) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count >= 2 else { return nil }
        (type, pointer) = (String(columns[0]), String(columns[1]))
        testDescription = columns.joined(separator: " ")
        guard columns.count == 3 else {
            value = nil
            return
        }
        guard let document = try? Document(parsing: String(columns[2]), as: .json, named: "") else {
            return nil
        }
        value = DocumentValue(document.root)
    }

    /// The document with the change; nil where the pointer leads nowhere.
    func applied(to document: DocumentValue) -> DocumentValue? {
        changed(document, pointer.split(separator: "/").map(String.init))
    }

    private func changed(_ document: DocumentValue, _ path: [String]) -> DocumentValue? {
        guard let key = path.first, var object = document.object else { return nil }
        if path.count == 1 {
            if value == nil, object[key] == nil { return nil }
            object[key] = value
        } else {
            guard let inner = object[key] else { return nil }
            guard let changed = changed(inner, Array(path.dropFirst())) else { return nil }
            object[key] = changed
        }
        return .object(object)
    }
}
