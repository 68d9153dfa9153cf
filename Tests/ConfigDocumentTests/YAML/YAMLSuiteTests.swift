import ConfigDocument
import Foundation
import Suites
import Testing

/// yaml-test-suite: documents that must be read or refused, and their values if the suite states them.
struct YAMLSuiteTests {
    @Test func readsAndRefusesAsTheSuiteSays() throws {
        guard let suite = SuiteFolder("yaml-test-suite") else { return }
        let deviations = YAMLDeviation.byCase
        var asTheSuiteSays = 0
        var asTheGrammarSays = 0
        var equalValues = 0
        var values = 0
        var seen: Set<String> = []
        for test in try Self.cases(of: suite) {
            seen.insert(test.id)
            let outcome = Self.outcome(of: test)
            if test.json != nil { values += 1 }
            if outcome == .equal { equalValues += 1 }
            let isExpected = test.isInvalid ? outcome.isRefused : outcome.isFine
            if isExpected { asTheSuiteSays += 1 }
            if test.isInvalid == outcome.isSyntaxError { asTheGrammarSays += 1 }
            if let deviation = deviations[test.id] {
                #expect(!isExpected, "\(test.id) no longer deviates (\(deviation)): delete its row")
            } else {
                #expect(isExpected, "\(test.id) \(test.name): \(outcome)")
            }
        }
        #expect(Set(deviations.keys).subtracting(seen).isEmpty)
        print(
            "yaml-test-suite: \(asTheSuiteSays) of \(seen.count) as the suite says (libyaml alone 330);"
                + " \(asTheGrammarSays) accepted or refused as its grammar says,"
                + " our own stricter rules set aside;"
                + " \(equalValues) of \(values) values equal"
        )
        #expect(seen.count == 402)
        #expect(values == 282)
    }

    // MARK: Cases

    private struct Case {
        var id: String
        var name: String
        var input: [UInt8]
        var isInvalid: Bool
        var json: [UInt8]?
    }

    private enum Outcome: Equatable {
        case equal
        case accepted
        case otherValue(String)
        case refused(DocumentError)

        var isFine: Bool { self == .equal || self == .accepted }
        var isRefused: Bool { if case .refused = self { true } else { false } }
        /// Refused for its text, and not for a value or a structure that we do not take.
        var isSyntaxError: Bool {
            guard case .refused(let error) = self else { return false }
            return error.reason == .syntax || error.reason == .encoding
        }
    }

    private static func cases(of suite: SuiteFolder) throws -> [Case] {
        var cases: [Case] = []
        for folder in try suite.files(in: "data") {
            let inside = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            if inside.contains("in.yaml") {
                cases.append(try testCase(folder, id: folder.lastPathComponent))
                continue
            }
            for name in inside {
                let id = "\(folder.lastPathComponent)/\(name)"
                cases.append(try testCase(folder.appending(path: name), id: id))
            }
        }
        return cases
    }

    private static func testCase(_ folder: URL, id: String) throws -> Case {
        let json = try? Data(contentsOf: folder.appending(path: "in.json"))
        return Case(
            id: id,
            name: try String(contentsOf: folder.appending(path: "==="), encoding: .utf8)
                .trimmingCharacters(in: .newlines),
            input: [UInt8](try Data(contentsOf: folder.appending(path: "in.yaml"))),
            isInvalid: FileManager.default.fileExists(atPath: folder.appending(path: "error").path),
            json: json.map { [UInt8]($0) }
        )
    }

    private static func outcome(of test: Case) -> Outcome {
        do throws(DocumentError) {
            let value = DocumentValue(try Document(parsing: test.input, as: .yaml).root)
            guard let json = test.json else { return .accepted }
            // An empty text and several texts are not JSON documents; the first represents a stream
            // without documents.
            guard let expected = try? Document(parsing: json, as: .json) else {
                return json.isEmpty ? .accepted : .otherValue("\(value)")
            }
            return value == DocumentValue(expected.root) ? .equal : .otherValue("\(value)")
        } catch {
            return .refused(error)
        }
    }
}
