import ConfigDocument
import DocumentEditing
import DocumentMigration
import MigrationSteps
import Testing

/// A step, a document before it, and the document after it or the error.
struct StepCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let step: String
    let before: String
    let after: String
    var notes: [String] = []

    init(_ step: String, _ before: String, _ after: String, notes: String...) {
        testDescription = "\(step) on \(before)"
        self.step = step
        self.before = before
        self.after = after
        self.notes = notes
    }

    static let all: [StepCase] = [
        StepCase("{add: /a, value: 1}", "{}", "{a: 1}"),
        StepCase("{scale: /a, by: 1000}", "{a: 1.5}", "{a: 1500}"),
        StepCase("{scale: /a, by: 1, over: 1000}", "{a: 1500}", "{a: 1.5}"),
        StepCase("{scale: /a, by: 100}", "{a: 0.07}", "{a: 7}"),
        StepCase("{scale: /a, by: 1, over: 60}", "{a: 90}", "{a: 1.5}"),
        StepCase("{scale: /m/*, by: 60}", "{m: {x: -2, y: 0}}", "{m: {x: -120, y: 0}}"),
        StepCase("{scale: /a, by: 60}", "{a: null}", "{a: null}"),
        StepCase("{add: /a, value: 1}", "{a: 2}", "{a: 2}", notes: "kept /a"),
        StepCase("{add: /s/a, value: 1}", "{}", "{}"),
        StepCase("{add: /s/a, value: 1}", "{s: {b: 2}}", "{s: {b: 2, a: 1}}"),
        StepCase("{add: /m/*/a, value: 1}", "{m: {x: {}, y: 3}}", "{m: {x: {a: 1}, y: 3}}"),
        StepCase("{remove: /a}", "{a: 1, b: 2}", "{b: 2}", notes: "lost /a"),
        StepCase("{remove: /a}", "{b: 2}", "{b: 2}"),
        StepCase("{remove: /a}", "{a: {}}", "{}"),
        StepCase("{keep: '', members: [a]}", "{b: 2, a: 1}", "{a: 1}", notes: "lost /b"),
        StepCase(
            "{keep: /m/*, members: [a, c]}",
            "{m: {x: {a: 1, b: 2}, y: 3}}",
            "{m: {x: {a: 1}, y: 3}}",
            notes: "lost /m/x/b"
        ),
        StepCase("{rename: /a, to: b}", "{x: 0, a: 1, y: 2}", "{x: 0, b: 1, y: 2}"),
        StepCase("{rename: /a, to: b}", "{a: 1, b: 2}", "/a cannot move to /b"),
        StepCase("{rename: /l/*/a, to: b}", "{l: [{a: 1}, {c: 2}]}", "{l: [{b: 1}, {c: 2}]}"),
        StepCase("{move: /a, to: /s/t/a}", "{a: 1}", "{s: {t: {a: 1}}}"),
        StepCase("{move: /s/a, to: /a}", "{s: {a: 1, b: 2}}", "{s: {b: 2}, a: 1}"),
        StepCase(
            "{move: /a, to: /s/a}",
            "{a: 1, s: 3}",
            "/s/a is inside a value that is not an object"
        ),
        StepCase("{move: /m/*/a, to: /m/*/s/a}", "{m: {x: {a: 1}}}", "{m: {x: {s: {a: 1}}}}"),
        StepCase("{hoist: /s, members: [a, b]}", "{s: {a: 1, b: 2}}", "{a: 1, b: 2}"),
        StepCase("{hoist: /s, members: [a]}", "{s: {a: 1, c: 2}}", "{s: {c: 2}, a: 1}"),
        StepCase("{plunge: /s, members: [a, b]}", "{a: 1, b: 2}", "{s: {a: 1, b: 2}}"),
        StepCase("{wrap: /a}", "{a: 1}", "{a: [1]}"),
        StepCase("{wrap: /a}", "{a: [1]}", "{a: [1]}"),
        StepCase("{head: /a}", "{a: [1, 2, 3]}", "{a: 1}", notes: "lost /a/1", "lost /a/2"),
        StepCase("{head: /a}", "{a: []}", "the array is empty"),
        StepCase("{map: /a, values: {warn: warning}}", "{a: warn}", "{a: warning}"),
        StepCase("{map: /a, values: {warn: warning}}", "{a: error}", "{a: error}"),
        StepCase("{map: /a, values: [[1, one]]}", "{a: 1}", "{a: one}"),
        StepCase("{convert: /a, to: integer}", "{a: '80'}", "{a: 80}"),
        StepCase("{convert: /a, to: integer}", "{a: '80.5'}", "without loss"),
        StepCase("{convert: /a, to: string}", "{a: 80}", "{a: '80'}"),
        StepCase("{convert: /a, to: boolean}", "{a: 'true'}", "{a: true}"),
        StepCase("{convert: /a, to: number}", "{a: 'x'}", "without loss"),
        StepCase("{convert: /a, from: ms, to: s}", "{a: 1500}", "{a: 1.5}"),
        StepCase("{convert: /a, from: hours, to: min}", "{a: 2}", "{a: 120}"),
        StepCase("{convert: /a, from: bytes, to: MiB}", "{a: 3145728}", "{a: 3}"),
        StepCase("{convert: /a, from: MiB, to: kB}", "{a: 1}", "{a: 1048.576}"),
        StepCase("{convert: /a, from: bytes, to: MiB, round: up}", "{a: 1000000}", "{a: 1}"),
        StepCase("{convert: /a, from: bytes, to: MiB, round: down}", "{a: 1000000}", "{a: 0}"),
        StepCase("{convert: /a, from: ms, to: s, round: nearest}", "{a: 2500}", "{a: 3}"),
        StepCase("{convert: /a, from: ms, to: s, round: nearest}", "{a: -2500}", "{a: -3}"),
        StepCase("{convert: /a, from: s, to: min, round: up}", "{a: 120}", "{a: 2}"),
        StepCase("{convert: /a, from: s, to: d}", "{a: 1}", "without loss"),
        StepCase("{convert: /a, from: ms, to: s}", "{a: 30s}", "{a: 30s}"),
        StepCase("{convert: /a, from: ms, to: s}", "{a: soon}", "without loss"),
        StepCase("{convert: /a, from: ms, to: s}", "{a: null}", "{a: null}"),
        StepCase("{convert: /a, by: 8}", "{a: 2}", "{a: 16}"),
        StepCase("{convert: /a, by: 1, over: 3, round: down}", "{a: 10}", "{a: 3}"),
        StepCase("{convert: /a, to: [debug, info]}", "{a: debug}", "{a: debug}"),
        StepCase("{convert: /a, to: [read-only]}", "{a: Read_Only}", "{a: read-only}"),
        StepCase("{convert: /a, to: [ab, a-b]}", "{a: A_B}", "none of \"ab\", \"a-b\""),
        StepCase("{convert: /a, to: [x], values: {X: x}}", "{a: X}", "{a: x}"),
        StepCase("{convert: /a, to: [low, x], values: [[1, low]]}", "{a: 1}", "{a: low}"),
        StepCase("{convert: /a, to: [x], else: x}", "{a: y}", "{a: x}"),
        StepCase("{convert: /a, to: [x], else: x}", "{a: null}", "{a: null}"),
        StepCase("{convert: /a, to: [x]}", "{a: y}", "the value is none of \"x\""),
        StepCase("{convert: /a, to: array}", "{a: 1}", "{a: [1]}"),
        StepCase("{convert: /a, to: array, separator: ','}", "{a: 'x, y,z'}", "{a: [x, y, z]}"),
        StepCase("{convert: /a, to: array, separator: ','}", "{a: 'x,,z'}", "{a: [x, '', z]}"),
        StepCase("{convert: /a, to: array, separator: ','}", "{a: ' '}", "{a: []}"),
        StepCase("{convert: /a, to: array, separator: ','}", "{a: [x]}", "{a: [x]}"),
        StepCase("{convert: /a, to: array, separator: ','}", "{a: {}}", "without loss"),
        StepCase(
            "{convert: /a, to: array, separator: ' ', items: integer}",
            "{a: '80 443'}",
            "{a: [80, 443]}"
        ),
        StepCase(
            "{convert: /a, to: array, separator: ',', items: integer}",
            "{a: '80,x'}",
            "without loss"
        ),
        StepCase("{convert: /a, to: string, separator: ':'}", "{a: [x, 1]}", "{a: 'x:1'}"),
        StepCase("{convert: /a, to: string, separator: ':'}", "{a: []}", "{a: ''}"),
        StepCase("{convert: /a, to: string, separator: ':'}", "{a: ['x:y']}", "the separator"),
        StepCase("{convert: /a, to: string, separator: ':'}", "{a: [null]}", "cannot be joined"),
        StepCase("{convert: /a, to: string, separator: ':'}", "{a: x}", "{a: x}"),
        StepCase("{setDefault: /a, value: 1}", "{}", "{a: 1}"),
        StepCase("{setDefault: /a, value: 1}", "{a: null}", "{a: 1}"),
        StepCase("{setDefault: /a, value: 1}", "{a: 2}", "{a: 2}"),
        StepCase("{remove: /~*}", "{'*': 1, a: 2}", "{a: 2}", notes: "lost /*"),
        StepCase("{remove: /a~1b}", "{a/b: 1}", "{}", notes: "lost /a~1b"),
    ]
}

@Suite struct MigrationStepTests {
    private func value(_ yaml: String) throws -> DocumentValue {
        DocumentValue(try Document(parsing: yaml, as: .yaml).root)
    }

    @Test(arguments: StepCase.all) func changesDocuments(test: StepCase) throws {
        let step = try MigrationStep(value(test.step))
        // From a parsed document and from a value alike.
        let document = try Document(parsing: test.before, as: .yaml)
        for run in [MigrationRun(document), MigrationRun(DocumentValue(document.root))] {
            var run = run
            var fault: String?
            do throws(MigrationFault) {
                try run.apply([step]) { _, _ in }
            } catch {
                fault = error.message
            }
            if let fault {
                #expect(fault.contains(test.after), "\(fault)")
                continue
            }
            let after = try value(test.after)
            #expect(run.tree.documentValue == after)
            #expect(run.notes.map { "\($0.kind.rawValue) \($0.location)" } == test.notes)
            let text = try Document(parsing: run.tree.json(), as: .json)
            #expect(DocumentValue(text.root) == after)
        }
    }

    @Test(arguments: StepCase.all) func areWhatTheyAreWrittenAs(test: StepCase) throws {
        let step = try MigrationStep(value(test.step))
        #expect(try MigrationStep(step.value) == step)
    }

    @Test(arguments: [
        "{rename: /a, to: b}", "{move: /a, to: /s/t/a}", "{plunge: /s, members: [a]}",
        "{hoist: /h, members: [c]}", "{wrap: /a}", "{map: /a, values: [[1, one]]}",
        "{convert: /a, to: string, from: integer}", "{convert: /a, from: s, to: ms}",
        "{convert: /t, to: array, separator: ','}", "{convert: /l, to: string, separator: ','}",
        "{convert: /n, to: string, separator: ',', items: integer}", "{add: /new, value: {x: 1}}",
    ])
    func areUndone(text: String) throws {
        let before = try value("{a: 1, b1: 2, h: {c: 3}, t: 'x,y', l: [x, y], n: [1, 2]}")
        let step = try MigrationStep(value(text))
        guard case .exact(let inverse) = step.inverse else {
            Issue.record("\(text) has no inverse")
            return
        }
        var run = MigrationRun(before)
        try run.apply([step]) { _, _ in }
        #expect(run.tree.documentValue != before)
        try run.apply([inverse]) { _, _ in }
        var after = run.tree.documentValue
        // An object that a reverse move has emptied did not exist before.
        if after["s"]?.object?.isEmpty == true || after["s"] == ["t": [:]] {
            try after.remove(at: ["s"])
        }
        #expect(after == before)
    }

    @Test(arguments: [
        ("{remove: /a}", "the value of /a is lost"), ("{head: /a}", "the other elements"),
        ("{map: /a, values: {x: z, y: z}}", "have become the same"), ("{custom: f}", "no inverse"),
        ("{convert: /a, to: string}", "does not record the old type"),
        ("{convert: /a, from: ms, to: s, round: up}", "/a was rounded"),
        ("{convert: /a, to: [x], else: x}", "have become the same"),
    ])
    func sayWhyTheyCannotBeUndone(text: String, reason: String) throws {
        guard case .none(let words) = try MigrationStep(value(text)).inverse else {
            Issue.record("\(text) has an inverse")
            return
        }
        #expect(words.contains(reason))
    }

    @Test(arguments: [
        ("{}", "the step has no verb"), ("[1]", "a step is an object"),
        ("{remove: /a, add: /b}", "several verbs"), ("{remove: a}", "JSON Pointer"),
        ("{remove: /*}", "the path of one member"), ("{remove: /a, to: b}", "has no option \"to\""),
        ("{add: /a}", "needs a value"), ("{move: /a/*/b, to: /c}", "the same *"),
        ("{move: /a, to: /a/b}", "cannot move"), ("{custom: 'a b'}", "names a Swift function"),
        ("{convert: /a, to: date}", "convert has no target \"date\""),
        ("{convert: /a, to: s}", "needs a string for \"from\""),
        ("{convert: /a, from: MiB, to: s}", "cannot be converted"),
        ("{convert: /a, from: ms, to: s, round: off}", "up, down or nearest"),
        ("{convert: /a, to: [1]}", "are strings"), ("{convert: /a, to: []}", "are strings"),
        ("{convert: /a, to: [x], else: y}", "\"y\" is none of"),
        ("{convert: /a, to: [x], values: {a: y}}", "\"y\" is none of"),
        ("{convert: /a, to: array, separator: ''}", "needs a string for \"separator\""),
        ("{convert: /a, to: array, separator: 1, items: date}", "needs a string"),
        ("{convert: /a, to: array, separator: ',', items: date}", "items is one of"),
        ("{convert: /a, to: integer, separator: ','}", "has no option \"separator\""),
        ("{scale: /a, by: 1, round: 3}", "up, down or nearest"),
        ("{map: /a, values: [1]}", "map needs values"),
    ])
    func areRefusedWithAReason(text: String, reason: String) throws {
        let fault = #expect(throws: StepFault.self) { try MigrationStep(value(text)) }
        #expect(fault?.message.contains(reason) == true, "\(fault?.message ?? "")")
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func checksumsAreThoseOfTheStandard(text: String, hash: String) {
        #expect(SHA256.hexadecimal(of: Array(text.utf8)) == hash)
    }

    @Test func theOrderOfMembersIsNoOtherSchema() throws {
        func checksum(_ text: String) throws -> String {
            SchemaChecksum.text(of: try Document(parsing: text, as: .yaml))
        }
        #expect(try checksum("{a: 1, b: [2.0]}") == checksum("b:\n  - 2\na: 1"))
        #expect(try checksum("{a: 1}") != checksum("{a: 2}"))
    }
}
