import ECMARegex
import Foundation
import Testing

/// The cases of the official JSON Schema test suite that only test patterns.
struct PatternSuiteTests {
    private static let drafts = ["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"]

    @Test(arguments: drafts)
    func passesTheOfficialPatternTests(draft: String) throws {
        guard let folder = PatternSuites.folder("json-schema-test-suite/tests/\(draft)") else {
            return
        }
        var count = 0
        for name in [
            "pattern", "patternProperties", "optional/ecmascript-regex", "optional/non-bmp-regex",
        ] {
            for (schema, data, isValid) in try cases(in: folder.appending(path: "\(name).json")) {
                guard let verdict = try verdict(of: schema, on: data) else { continue }
                count += 1
                #expect(verdict == isValid, "\(schema) on \(data)")
            }
        }
        #expect(count > 30)
    }

    @Test(arguments: drafts)
    func acceptsAndRefusesWhatFormatRegexDoes(draft: String) throws {
        guard let folder = PatternSuites.folder("json-schema-test-suite/tests/\(draft)") else {
            return
        }
        for name in ["regex", "ecmascript-regex"] {
            let file = folder.appending(path: "optional/format/\(name).json")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            for (_, data, isValid) in try cases(in: file) {
                guard let source = data as? String else { continue }
                #expect(((try? Pattern(source)) != nil) == isValid, "\(source)")
            }
        }
    }

    private func cases(in file: URL) throws -> [(schema: [String: Any], data: Any, isValid: Bool)] {
        let groups = try PatternSuites.json(file) as? [[String: Any]] ?? []
        return groups.flatMap { group in
            (group["tests"] as? [[String: Any]] ?? []).compactMap { test in
                guard let schema = group["schema"] as? [String: Any], let data = test["data"],
                    let isValid = test["valid"] as? Bool
                else { return nil }
                return (schema, data, isValid)
            }
        }
    }

    /// Nil if the schema has more than patterns, or the data is of another type.
    private func verdict(of schema: [String: Any], on data: Any) throws -> Bool? {
        let keys = Set(schema.keys).subtracting(["$schema", "type"])
        if keys == ["pattern"], let text = data as? String,
            let source = schema["pattern"] as? String
        {
            return try Pattern(source).matches(text)
        }
        guard keys.contains("patternProperties"),
            keys.isSubset(of: ["patternProperties", "additionalProperties"]),
            let object = data as? [String: Any],
            let schemas = schema["patternProperties"] as? [String: Any]
        else { return nil }
        var verdict = true
        for (key, value) in object {
            var isCovered = false
            for (source, subschema) in schemas where try Pattern(source).matches(key) {
                isCovered = true
                guard let isValid = simpleVerdict(of: subschema, on: value) else { return nil }
                verdict = verdict && isValid
            }
            if !isCovered, schema["additionalProperties"] as? Bool == false { verdict = false }
        }
        return verdict
    }

    private func simpleVerdict(of schema: Any, on value: Any) -> Bool? {
        if let isValid = schema as? Bool { return isValid }
        guard let schema = schema as? [String: Any], schema.count <= 1 else { return nil }
        if let maximum = schema["maximum"] as? Double {
            return (value as? NSNumber).map { $0.doubleValue <= maximum } ?? true
        }
        switch schema["type"] as? String {
        case nil: return schema.isEmpty ? true : nil
        case "string": return value is String
        case "null": return value is NSNull
        case "integer", "number": return value is NSNumber
        case "boolean":
            return value is Bool && !(value is Int && value as? Int != 0 && value as? Int != 1)
        default: return nil
        }
    }
}
