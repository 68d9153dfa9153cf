import ConfigDocument
import Foundation
import Suites
import Testing

@testable import DocumentEditing

/// Random edits of real documents: the result holds exactly the intended value, and the lines
/// outside of the edited place are as they were.
struct EditPropertyTests {
    @Test func randomEditsOfRealDocumentsHoldTheIntendedValue() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomValue(generator: SeededGenerator(seed: seed))
        var edits = 0
        var rewritten = 0
        for sample in try SuiteDocument.all()
        where sample.name.hasPrefix("s") || sample.name.hasPrefix("real") {
            guard sample.bytes.count < 2_500,
                let document = try? Document(parsing: sample.bytes, as: sample.format)
            else { continue }
            for _ in 0..<2 {
                let root = DocumentValue(document.root)
                let (intended, path) = randomEdit(of: root, &random)
                let result = try document.applying(intended)
                let name = "seed \(seed), \(sample.name) at \(path)"
                #expect(DocumentValue(result.document.root) == intended, "\(name)")
                edits += 1
                if result.notes.contains(where: { $0.kind == .reformatted }) {
                    rewritten += 1
                } else if result.notes.isEmpty {
                    expectLinesOutsideAreEqual(document, result.document, path: path, name)
                }
            }
        }
        print(
            "edits: seed \(seed), \(edits) random edits of real documents, \(rewritten) with a rewritten part"
        )
        // Only values that cannot be edited in place are rewritten.
        #expect(rewritten * 50 <= edits)
    }

    /// Several edits at once, as when a typed configuration is saved.
    @Test func manyEditsAtOnceHoldTheIntendedValue() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomValue(generator: SeededGenerator(seed: seed))
        var rewritten = 0
        var edits = 0
        for sample in try SuiteDocument.all()
        where sample.name.hasPrefix("s") || sample.name.hasPrefix("real") {
            guard sample.bytes.count < 2_500,
                let document = try? Document(parsing: sample.bytes, as: sample.format)
            else { continue }
            var intended = DocumentValue(document.root)
            for _ in 0..<6 { intended = randomEdit(of: intended, &random).0 }
            let result = try document.applying(intended)
            #expect(DocumentValue(result.document.root) == intended, "seed \(seed), \(sample.name)")
            edits += 1
            if result.notes.contains(where: { $0.kind == .reformatted }) { rewritten += 1 }
        }
        print(
            "edits: seed \(seed), \(edits) documents edited in six places, \(rewritten) with a rewritten part"
        )
    }

    /// The same documents in another format, with a comment above each line that begins a value.
    @Test(arguments: [DocumentFormat.jsonc, .toml])
    func randomEditsInOtherFormatsKeepComments(format: DocumentFormat) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomValue(generator: SeededGenerator(seed: seed))
        var edits = 0
        var (rewritten, replaced) = (0, 0)
        var lost = 0
        for sample in try SuiteDocument.all()
        where sample.name.hasPrefix("s") || sample.name.hasPrefix("real") {
            guard sample.bytes.count < 2_500,
                let original = try? Document(parsing: sample.bytes, as: sample.format),
                let document = commented(DocumentValue(original.root), as: format)
            else { continue }
            let root = DocumentValue(document.root)
            let (intended, path) = randomEdit(of: root, &random)
            guard intended.reasonAgainst(format) == nil else { continue }
            let result = try document.applying(intended)
            let name = "seed \(seed), \(sample.name) at \(path)"
            #expect(DocumentValue(result.document.root) == intended, "\(name)")
            edits += 1
            let isInArray = path.contains(where: \.isPosition)
            let isRewritten = result.notes.contains { $0.kind == .reformatted }
            if isRewritten, isCollection(root[path]) || isEmptied(intended, path) {
                // The comments inside are lost with what they describe, and the note says so.
                replaced += 1
            } else if !path.isEmpty, isRewritten {
                rewritten += 1
            } else if case .string? = intended[path], root[path]?.string != nil, !isInArray,
                document.commentRanges().count != result.document.commentRanges().count
            {
                lost += 1
            }
        }
        print(
            "edits: seed \(seed), \(edits) random edits in \(format), \(rewritten) rewritten, "
                + "\(replaced) collections replaced"
        )
        // In TOML, a value that becomes a table moves to another place.
        #expect(lost == 0 && rewritten * 50 <= edits)
    }

    private func isCollection(_ value: DocumentValue?) -> Bool {
        value?.object != nil || value?.array != nil
    }

    /// True if the last member or element of a collection was removed.
    private func isEmptied(_ intended: DocumentValue, _ path: DocumentPath) -> Bool {
        let parent = intended[DocumentPath(path.dropLast())]
        return parent?.object?.isEmpty ?? parent?.array?.isEmpty ?? false
    }

    /// Nil where the format cannot hold the value.
    private func commented(_ value: DocumentValue, as format: DocumentFormat) -> Document? {
        guard value.reasonAgainst(format) == nil else { return nil }
        let text = String(decoding: value.encoded(as: format), as: UTF8.self)
        let mark = format == .toml ? "#" : "//"
        var isInText = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let wasInText = isInText
            if format == .toml, line.contains("\"\"\"") { isInText.toggle() }
            let isValue = line.contains { $0 == "=" || $0 == ":" || $0 == "[" } && !wasInText
            return isValue ? "\(mark) about it\n\(line)" : String(line)
        }
        return try? Document(parsing: lines.joined(separator: "\n"), as: format)
    }

    @Test func setScalarsKeepEveryOtherByte() throws {
        var edits = 0
        for sample in try SuiteDocument.all()
        where sample.name.hasPrefix("real") || sample.name.hasPrefix("seed") {
            let document = try sample.document()
            let all = scalars(of: document.root, path: []).filter { !$0.1.isAliased }
            // Some eight of each document.
            for place in stride(from: 0, to: all.count, by: max(1, all.count / 8)) {
                let (path, cursor) = all[place]
                let result = try document.setting("changed", at: path)
                guard result.notes.isEmpty else { continue }
                let range = cursor.sourceRange
                let (old, new) = (document.source, result.document.source)
                let tail = old.count - range.upperBound
                #expect(
                    old[..<range.lowerBound] == new[..<range.lowerBound],
                    "\(sample.name) \(path)"
                )
                #expect(old.suffix(tail) == new.suffix(tail), "\(sample.name) \(path)")
                edits += 1
            }
        }
        print("edits: \(edits) scalars of real documents set, every other byte equal")
    }

    /// An edit at one path, and one of the whole document, write the same bytes.
    @Test(arguments: DocumentFormat.allCases)
    func anEditAtAPathWritesWhatAnEditOfTheWholeWould(format: DocumentFormat) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomValue(generator: SeededGenerator(seed: seed))
        var (edits, short) = (0, 0)
        for sample in try SuiteDocument.all() where sample.bytes.count < 20_000 {
            guard let document = try document(of: sample, as: format) else { continue }
            let root = DocumentValue(document.root)
            for number in 0..<(sample.name.hasPrefix("real") ? 24 : 3) {
                let path = randomPath(in: root, &random)
                guard let change = randomChange(of: root[path], number, &random),
                    let intended = try? root.changed(change, at: path),
                    intended.reasonAgainst(format) == nil
                else { continue }
                let name = "seed \(seed), \(sample.name) \(change) at \(path)"
                let whole = try document.applying(intended)
                let edited = try document.making(change, at: path)
                #expect(DocumentValue(edited.document.root) == intended, "\(name)")
                edits += 1
                let edit = PathEdit(document: document, options: .standard)
                if edit.result(of: change, at: path) != nil { short += 1 }
                // Which of several equal elements is meant, only the path knows.
                if path.contains(where: \.isPosition) { continue }
                #expect(
                    String(decoding: edited.document.source, as: UTF8.self)
                        == String(decoding: whole.document.source, as: UTF8.self),
                    "\(name)"
                )
                #expect(edited.notes == whole.notes, "\(name)")
            }
        }
        print("edits: seed \(seed), \(edits) in \(format) in two ways, \(short) without the whole")
        #expect(short * 10 >= edits * 7)
    }

    /// A document of a suite, or its value in another format, with comments where it has them.
    private func document(of sample: SuiteDocument, as format: DocumentFormat) throws -> Document? {
        let isOwn = sample.format == format
        guard isOwn || sample.name.hasPrefix("real") || sample.name.hasPrefix("seed"),
            let original = try? Document(parsing: sample.bytes, as: sample.format)
        else { return nil }
        if isOwn { return original }
        let value = DocumentValue(original.root)
        if format == .json { return try Document(parsing: value.encoded(as: .json), as: .json) }
        return commented(value, as: format)
    }

    private func randomPath(in root: DocumentValue, _ random: inout RandomValue) -> DocumentPath {
        var path: DocumentPath = []
        var value = root
        while path.isEmpty || Int.random(in: 0..<4, using: &random.generator) > 0 {
            if case .object(let object) = value,
                let member = object.members.randomElement(using: &random.generator)
            {
                path.append(.key(member.key))
                value = member.value
            } else if case .array(let elements) = value, !elements.isEmpty {
                let index = Int.random(in: elements.indices, using: &random.generator)
                path.append(.index(index))
                value = elements[index]
            } else {
                break
            }
        }
        // Often a new member, or one that needs objects of its own.
        if case .object = value, Int.random(in: 0..<3, using: &random.generator) == 0 {
            path.append(.key(random.string()))
            if Bool.random(using: &random.generator) { path.append("inner") }
        }
        return path
    }

    private func randomChange(
        of value: DocumentValue?,
        _ number: Int,
        _ random: inout RandomValue
    ) -> PathEdit.Change? {
        switch number % 5 {
        case 0 where value != nil: .remove
        case 1: .insert(random.value(depth: 2))
        case 2: .set(random.value(depth: 2))
        case 3: .set("changed")
        default: .set(random.value(depth: 0))
        }
    }

    private func scalars(of cursor: Cursor, path: DocumentPath) -> [(DocumentPath, Cursor)] {
        switch cursor.kind {
        case .object:
            return cursor.members.flatMap {
                scalars(of: $0.value, path: path + [.key($0.key.text)])
            }
        case .array:
            return cursor.elements.enumerated().flatMap {
                scalars(of: $1, path: path + [.index($0)])
            }
        default: return [(path, cursor)]
        }
    }

    // MARK: Edits

    private func randomEdit(of root: DocumentValue, _ random: inout RandomValue) -> (
        DocumentValue, DocumentPath
    ) {
        var path: DocumentPath = []
        var value = root
        // Down to a random place.
        while Int.random(in: 0..<5, using: &random.generator) > 0 {
            if case .object(let object) = value,
                let member = object.members.randomElement(using: &random.generator)
            {
                path.append(.key(member.key))
                value = member.value
            } else if case .array(let elements) = value, !elements.isEmpty {
                let index = Int.random(in: elements.indices, using: &random.generator)
                path.append(.index(index))
                value = elements[index]
            } else {
                break
            }
        }
        var edited = root
        do {
            switch Int.random(in: 0..<4, using: &random.generator) {
            case 0 where !path.isEmpty: try edited.remove(at: path)
            case 1:
                if case .array(let elements) = value {
                    path.append(
                        .index(Int.random(in: 0...elements.count, using: &random.generator))
                    )
                    try edited.insert(random.value(depth: 2), at: path)
                } else if case .object = value {
                    path.append(.key(random.string()))
                    try edited.set(random.value(depth: 2), at: path)
                } else {
                    try edited.set(random.value(depth: 2), at: path)
                }
            case 2: try edited.set(.string(random.string()), at: path)
            default: try edited.set(random.value(depth: 2), at: path)
            }
        } catch {
            Issue.record("\(error)")
        }
        return (edited, path)
    }

    /// The lines that differ lie within the collection around the edited place.
    private func expectLinesOutsideAreEqual(
        _ old: Document,
        _ new: Document,
        path: DocumentPath,
        _ name: String
    ) {
        guard let parent = old.root[DocumentPath(path.dropLast())] else { return }
        // Members from a merge key are elsewhere, and stay there.
        guard !path.isEmpty, !parent.isAliased else { return }
        let (before, after) = (old.source, new.source)
        let range = parent.sourceRange
        let lineStart = before[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let lineEnd = before[range.upperBound...].firstIndex(of: 0x0A) ?? before.count
        // A collection that becomes empty takes its place in the line of its key, above comments.
        var keyLineStart = lineStart
        while keyLineStart > 0 {
            keyLineStart = before[..<(keyLineStart - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let line = before[keyLineStart...].prefix { $0 != 0x0A }.drop { $0 == 0x20 }
            if !line.isEmpty, line.first != UInt8(ascii: "#") { break }
        }
        let head = before[..<keyLineStart]
        let tail = before[lineEnd...]
        #expect(after.starts(with: head), "\(name)")
        #expect(
            after.count >= tail.count && after.suffix(tail.count).elementsEqual(tail),
            "\(name)"
        )
    }
}

extension DocumentValue {
    fileprivate func changed(
        _ change: PathEdit.Change,
        at path: DocumentPath
    ) throws -> DocumentValue {
        var value = self
        switch change {
        case .set(let new): try value.set(new, at: path)
        case .insert(let new): try value.insert(new, at: path)
        case .remove: try value.remove(at: path)
        }
        return value
    }
}

extension Document {
    fileprivate func making(_ change: PathEdit.Change, at path: DocumentPath) throws -> EditResult {
        switch change {
        case .set(let new): try setting(new, at: path)
        case .insert(let new): try inserting(new, at: path)
        case .remove: try removing(at: path)
        }
    }
}
