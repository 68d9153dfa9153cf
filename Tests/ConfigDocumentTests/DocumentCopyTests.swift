import ConfigDocument
import Foundation
import Suites
import Testing

@Suite struct DocumentCopyTests {
    /// A copy has the values, the places and the source of the original.
    @Test(arguments: [
        (
            DocumentFormat.json,
            #"{"a": [1, {"b\n": "c\u00e9"}, []], "long long key": 1.50, "d": {}}"#
        ),
        (.json, "5"), (.json, #""text""#),
        (.yaml, "a: &x [1, 'it''s']\nb: *x\nc:\n  d: |\n    e\n    f\n"),
        (.yaml, "- a\n- - b\n  - {c: d}\n- ~\n"),
    ])
    func copiesValuesWithTheirPlaces(format: DocumentFormat, text: String) throws {
        let document = try Document(parsing: text, as: format, named: "a")
        var copy = DocumentCopy(of: document)
        Self.write(document.root, to: &copy)
        let whole = copy.finished()
        var other = DocumentCopy(of: document)
        other.value(document.root)
        for copied in [whole, other.finished()] {
            #expect(DocumentValue(copied.root) == DocumentValue(document.root))
            #expect(copied.source == document.source)
            #expect(copied.name == "a")
            #expect(Self.ranges(copied.root) == Self.ranges(document.root))
            #expect(Self.endsNameTheirContainers(copied))
        }
    }

    @Test func newValuesHaveThePlaceOfOthers() throws {
        let document = try Document(parsing: #"{"a": [10, 20]}"#, as: .json, named: "a")
        let twenty = try #require(document.root["a"]?[1])
        var copy = DocumentCopy(of: document)
        copy.open(.object, at: twenty)
        copy.key("clé", at: twenty)
        copy.open(.array, at: twenty)
        copy.string("größe", at: twenty)
        copy.bool(true, at: twenty)
        copy.value(document.root)
        copy.close()
        copy.close()
        let copied = copy.finished()
        #expect(Self.endsNameTheirContainers(copied))
        let root = copied.root
        #expect(DocumentValue(root) == ["clé": ["größe", true, ["a": [10, 20]]]])
        #expect(root["clé"]?[0]?.sourceRange == 11..<13)
        #expect(root["clé"]?.sourceRange == 11..<13)
        #expect(root["clé"]?[2]?["a"]?[0]?.sourceRange == 7..<9)
    }

    /// Writes a value piece by piece.
    private static func write(_ cursor: Cursor, to copy: inout DocumentCopy) {
        switch cursor.kind {
        case .object:
            copy.open(.object, at: cursor)
            for (_, value) in cursor.members {
                copy.key(of: value)
                write(value, to: &copy)
            }
            copy.close()
        case .array:
            copy.open(.array, at: cursor)
            for element in cursor.elements { write(element, to: &copy) }
            copy.close()
        default: copy.value(cursor)
        }
    }

    /// True if each end has the index of the container that ends there.
    private static func endsNameTheirContainers(_ document: Document) -> Bool {
        document.withTape { view in
            (0..<view.next(after: 0)).allSatisfy { index in
                let kind = view[index].kind
                guard kind == .object || kind == .array else { return true }
                return view[view[index].endIndex].body == UInt64(index)
            }
        }
    }

    private static func ranges(_ cursor: Cursor) -> [Range<Int>] {
        [cursor.sourceRange] + cursor.elements.flatMap(ranges)
            + cursor.members.flatMap { [$0.key.cursor.sourceRange] + ranges($0.value) }
    }
}
