import ConfigDocument
import Foundation
import Suites
import Testing

/// A written document reads back equal, in each format, whatever the source of the value.
struct EmitterRoundTripTests {
    @Test(arguments: DocumentFormat.allCases)
    func readsBackRandomValues(format: DocumentFormat) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("emitters: \(format) seed \(seed)")
        var random = RandomValue(generator: SeededGenerator(seed: seed))
        for round in 0..<4_000 {
            let value = random.value()
            try expectRoundTrip(value, format, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: DocumentFormat.allCases)
    func readsBackAwkwardStringsInEveryPlace(format: DocumentFormat) throws {
        for text in RandomValue.awkward {
            let string = DocumentValue.string(text)
            for value in [
                string, [string], ["a": string], [text: 1].asValue,
                [[string, [text: string].asValue]],
                ["a": [string, ["b": string, "c": [string]]]], [text: [text: [string]]].asValue,
            ] {
                try expectRoundTrip(value, format, "\(text.debugDescription)")
            }
        }
    }

    @Test func readsBackEveryDocumentOfTheSuites() throws {
        var documents = 0
        var texts = 0
        for sample in try SuiteDocument.all() {
            guard let document = try? sample.document() else { continue }
            documents += 1
            let value = DocumentValue(document.root)
            for format in DocumentFormat.allCases {
                try expectRoundTrip(value, format, sample.name)
                guard value.reasonAgainst(format) == nil else { continue }
                let direct = try SuiteDocument(
                    name: sample.name,
                    format: format,
                    bytes: document.root.encoded(as: format)
                ).document()
                #expect(
                    DocumentValue(direct.root) == value,
                    "\(sample.name) from its cursor as \(format)"
                )
                texts += 2
            }
        }
        print("emitters: \(documents) documents of the suites, \(texts) texts read back equal")
    }

    private func expectRoundTrip(
        _ value: DocumentValue,
        _ format: DocumentFormat,
        _ comment: String
    )
        throws
    {
        let bytes = value.encoded(as: format)
        if value.reasonAgainst(format) != nil {
            // A value that a format cannot represent is never read back as a different value.
            #expect(throws: DocumentError.self, "\(comment) as \(format)") {
                try Document(parsing: bytes, as: format)
            }
            let member: DocumentValue = ["root": value.withoutNull]
            return try expectRoundTrip(member, format, comment)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            let again = try Document(parsing: bytes, as: format)
            #expect(
                DocumentValue(again.root) == value,
                "\(comment) as \(format):\n\(text.debugDescription)"
            )
        } catch {
            Issue.record("\(comment) as \(format): \(error)\n\(text.debugDescription)")
        }
        if format == .json {
            let compact = try Document(parsing: JSONEmitter(indent: nil).emit(value), as: .json)
            #expect(DocumentValue(compact.root) == value, "\(comment), compact")
        }
    }
}

extension DocumentValue {
    /// The value with a string in place of each null.
    fileprivate var withoutNull: DocumentValue {
        switch self {
        case .null: return "null"
        case .array(let elements): return .array(elements.map(\.withoutNull))
        case .object(let object):
            var result = DocumentObject()
            for (key, value) in object.members { result[key] = value.withoutNull }
            return .object(result)
        default: return self
        }
    }
}

extension [String: DocumentValue] {
    fileprivate var asValue: DocumentValue {
        var object = DocumentObject()
        for (key, value) in self { object[key] = value }
        return .object(object)
    }
}
