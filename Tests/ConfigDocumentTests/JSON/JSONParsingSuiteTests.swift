import ConfigDocument
import Foundation
import Suites
import Testing

/// JSONTestSuite: documents that RFC 8259 requires to be read or refused, or leaves open.
struct JSONParsingSuiteTests {
    @Test func readsWhatMustBeRead() throws {
        guard let suite = SuiteFolder("json-parsing") else { return }
        var options = ReadingOptions()
        options.allowsDuplicateKeys = true
        var read = 0
        for file in try parsingFiles(of: suite, prefix: "y_") {
            #expect(throws: Never.self, "\(file.lastPathComponent)") {
                try document(file, options: options)
            }
            read += 1
        }
        print("json-parsing: \(read) y_ files read")
        #expect(read == 95)
    }

    @Test func refusesDuplicateKeysByDefault() throws {
        guard let suite = SuiteFolder("json-parsing") else { return }
        let refused = try parsingFiles(of: suite, prefix: "y_").filter {
            (try? document($0)) == nil
        }
        #expect(
            refused.map(\.lastPathComponent) == [
                "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
            ]
        )
    }

    @Test func refusesWithAPositionWhatMustBeRefused() throws {
        guard let suite = SuiteFolder("json-parsing") else { return }
        var refused = 0
        for file in try parsingFiles(of: suite, prefix: "n_") {
            let error = #expect(throws: DocumentError.self, "\(file.lastPathComponent)") {
                try document(file)
            }
            #expect(error?.position != nil)
            refused += 1
        }
        print("json-parsing: \(refused) n_ files refused")
        #expect(refused == 188)
    }

    /// The decisions on cases that the RFC leaves open. All others are refused:
    /// halves of surrogate pairs, bytes that are not UTF-8, UTF-16, and nesting beyond the limit.
    @Test func decidesWhatIsLeftOpen() throws {
        guard let suite = SuiteFolder("json-parsing") else { return }
        let read = try parsingFiles(of: suite, prefix: "i_").filter { (try? document($0)) != nil }
        #expect(
            read.map(\.lastPathComponent) == [
                // Numbers beyond Double keep their exact text.
                "i_number_double_huge_neg_exp.json",
                "i_number_huge_exp.json",
                "i_number_neg_int_huge_exp.json",
                "i_number_pos_double_huge_exp.json",
                "i_number_real_neg_overflow.json",
                "i_number_real_pos_overflow.json",
                "i_number_real_underflow.json",
                "i_number_too_big_neg_int.json",
                "i_number_too_big_pos_int.json",
                "i_number_very_big_negative_int.json",
                // A leading byte order mark is skipped.
                "i_structure_UTF-8_BOM_empty_object.json",
            ]
        )
    }

    private func parsingFiles(of suite: SuiteFolder, prefix: String) throws -> [URL] {
        try suite.files(in: "test_parsing").filter { $0.lastPathComponent.hasPrefix(prefix) }
    }

    @discardableResult
    private func document(_ file: URL, options: ReadingOptions = ReadingOptions()) throws
        -> Document
    {
        let bytes = [UInt8](try Data(contentsOf: file))
        return try Document(
            parsing: bytes,
            as: .json,
            named: file.lastPathComponent,
            options: options
        )
    }
}
