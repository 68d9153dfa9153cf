import ConfigDocument
import DocumentEditing
import Foundation

/// The cost of an edit of one setting compared with parsing the document, in each format, and its growth
/// with the document.
struct EditBenchmark {
    private let stopwatch = Stopwatch(seconds: 1, fewestRounds: 10)
    /// The sizes of the YAML that the documents hold; the larger one is twice the smaller one.
    private let sizes = (small: 1 << 19, large: 1 << 20)

    func run() throws -> Bool {
        Metric.printHeader()
        var isShort = false
        for notation in Sample.notations {
            let small = try Sample(bytes: sizes.small, notation)
            let large = try Sample(bytes: sizes.large, notation)
            for edit in Edit.allCases where try metrics(edit, small, large).printAll() {
                isShort = true
            }
        }
        return isShort
    }

    private func metrics(_ edit: Edit, _ small: Sample, _ large: Sample) throws -> [Metric] {
        let parse = try stopwatch.nanoseconds { _ = try large.parsed() }
        let time = try stopwatch.nanoseconds { _ = try edit.result(in: large) }
        let smallTime = try stopwatch.nanoseconds { _ = try edit.result(in: small) }
        let name = "\(edit.rawValue), \(large.text.count) bytes of \(large.notation.name)"
        let growth = Double(large.text.count) / Double(small.text.count)
        func metric(_ peer: String, _ nanoseconds: Double, _ bar: Double) -> Metric {
            Metric(
                name: name,
                value: time / 1e6,
                unit: "ms",
                peer: peer,
                peerValue: nanoseconds / 1e6,
                bar: bar
            )
        }
        return [
            metric("parsing it twice", parse * 2, 1),
            metric("half of it, by size", smallTime * growth, 1.25),
        ]
    }

    /// Edits of a setting in the middle of the document.
    private enum Edit: String, CaseIterable {
        case set
        case setNewKey = "set of a new key"
        case unset

        func result(in sample: Sample) throws -> EditResult {
            switch self {
            case .set: try sample.document.setting(70_000, at: [sample.entry, "port"])
            case .setNewKey: try sample.document.setting(70_000, at: [sample.entry, "other"])
            case .unset: try sample.document.removing(at: [sample.entry, "port"])
            }
        }
    }

    /// A document of many entries. That of YAML has a comment in each.
    private struct Sample {
        /// A format; JSON also on one line.
        struct Notation {
            var format: DocumentFormat
            var isOnOneLine = false

            var name: String { format.rawValue + (isOnOneLine ? " on one line" : "") }
        }

        static let notations =
            DocumentFormat.allCases.map { Notation(format: $0) }
            + [Notation(format: .json, isOnOneLine: true)]

        let text: [UInt8]
        let notation: Notation
        let document: Document
        let entry: DocumentPath.Step

        init(bytes: Int, _ notation: Notation) throws {
            let yaml = CommentedEntries(bytes: bytes)
            let source = try Document(parsing: Array(yaml.text.utf8), as: .yaml)
            self.notation = notation
            let encoded =
                notation.format == .yaml
                ? Array(yaml.text.utf8) : DocumentValue(source.root).encoded(as: notation.format)
            text = notation.isOnOneLine ? encoded.filter { $0 != 0x0A } : encoded
            document = try Document(parsing: text, as: notation.format)
            entry = .key("entry\(yaml.count / 2)")
        }

        func parsed() throws -> Document { try Document(parsing: text, as: notation.format) }
    }
}

/// YAML of entries with a comment each.
struct CommentedEntries {
    private(set) var text = "# a large file\n"
    private(set) var count = 0

    init(bytes: Int) {
        while text.utf8.count < bytes {
            text += """
                entry\(count):            # number \(count)
                  name: "entry \(count)"
                  port: \(count)
                  tags: [one, two, 'three']
                  note: plain text, as people write it

                """
            count += 1
        }
    }
}
