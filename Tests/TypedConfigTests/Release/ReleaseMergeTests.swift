import Testing

@testable import TypedConfig

/// Directories that were written from an older release.
struct ReleaseMergeTests {
    private func files(_ texts: [String: String]) -> [ReleaseFile] {
        texts.sorted { $0.key < $1.key }.map { name, text in
            ReleaseFile(name: name, configuration: "a", version: nil, text: Array(text.utf8))
        }
    }

    private func merge(
        _ base: [String: String],
        _ mine: [String: String],
        _ theirs: [String: String]
    ) -> (texts: [String: String], conflicts: [String]) {
        let merge = ReleaseMerge(base: files(base), mine: files(mine), theirs: files(theirs))
        let texts = merge.files.map { ($0.name, String(decoding: $0.text, as: UTF8.self)) }
        return (Dictionary(uniqueKeysWithValues: texts), merge.conflicts.map(\.description))
    }

    @Test(arguments: [
        // One side has changed the file, created it, or removed it.
        (["a.yaml": "x: 1\n"], ["a.yaml": "x: 2\n"], ["a.yaml": "x: 1\n"], ["a.yaml": "x: 2\n"]),
        (["a.yaml": "x: 1\n"], ["a.yaml": "x: 1\n"], ["a.yaml": "x: 2\n"], ["a.yaml": "x: 2\n"]),
        (
            [:], ["a.yaml": "x: 1\n"], ["b.yaml": "y: 1\n"],
            ["a.yaml": "x: 1\n", "b.yaml": "y: 1\n"]
        ),
        (
            ["a.yaml": "x: 1\n", "b.yaml": "y: 1\n"], ["a.yaml": "x: 1\n"], ["b.yaml": "y: 1\n"],
            [:]
        ),
        // Both, with different settings or to the same.
        (
            ["a.yaml": "x: 1\ny: 1\n"], ["a.yaml": "x: 2 # mine\ny: 1\n"],
            ["a.yaml": "x: 1\ny: 2\n"],
            ["a.yaml": "x: 2 # mine\ny: 2\n"]
        ),
        (["a.yaml": "x: 1\n"], ["a.yaml": "x: 2\n"], ["a.yaml": "x: 2\n"], ["a.yaml": "x: 2\n"]),
    ])
    func changesOfBothSidesAreKept(
        base: [String: String],
        mine: [String: String],
        theirs: [String: String],
        merged: [String: String]
    ) {
        let result = merge(base, mine, theirs)
        #expect(result.texts == merged)
        #expect(result.conflicts == [])
    }

    @Test(arguments: [
        (
            ["a.yaml": "s: {x: 1}\n"], ["a.yaml": "s: {x: 2}\n"], ["a.yaml": "s: {x: 3}\n"],
            "a.yaml: error: s.x was changed on both sides"
        ),
        (
            ["a.yaml": "x: 1\n"], [:], ["a.yaml": "x: 2\n"],
            "a.yaml: error: the file was changed on one side and removed or created on the other"
        ),
        (
            ["a.yaml": "x: 1\n"], ["a.yaml": "x: [\n"], ["a.yaml": "x: 2\n"],
            "a.yaml: error: the file cannot be merged: "
        ),
    ])
    func theSameInBothIsAConflict(
        base: [String: String],
        mine: [String: String],
        theirs: [String: String],
        conflict: String
    ) {
        let conflicts = merge(base, mine, theirs).conflicts
        #expect(conflicts.count == 1)
        #expect(conflicts.first?.hasPrefix(conflict) == true, "\(conflicts)")
    }
}
