import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct StandardTypesTests {
    /// The value as a string; nil if the type refuses it.
    @Test(arguments: [
        ("1", "1"), ("1.0", "1"), ("1e2", "100"), ("-9223372036854775808", "-9223372036854775808"),
        ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", nil), ("1.5", nil),
        ("1e30", nil), ("true", nil), ("\"1\"", nil), ("null", nil),
    ])
    func intTakesWholeNumbers(json: String, expected: String?) throws {
        try check(json, expected, as: Int.self)
    }

    @Test(arguments: [
        ("0", "0"), ("255", "255"), ("256", nil), ("-1", nil), ("2.55e2", "255"), ("0.5", nil),
    ])
    func unsignedByteKeepsItsRange(json: String, expected: String?) throws {
        try check(json, expected, as: UInt8.self)
    }

    @Test(arguments: [
        ("18446744073709551615", "18446744073709551615"), ("18446744073709551616", nil),
        ("9223372036854775808", "9223372036854775808"), ("-1", nil),
    ])
    func unsignedWordHoldsWhatInt64CanNot(json: String, expected: String?) throws {
        try check(json, expected, as: UInt64.self)
    }

    @Test(arguments: [
        ("1", "1.0"), ("0.1", "0.1"), ("1e300", "1e+300"), ("1e400", nil), ("-1e400", nil),
        ("1e-400", nil), ("0e-400", "0.0"), ("9007199254740993", nil),
        ("9007199254740992", "9007199254740992.0"), ("3.14159265358979323846", "3.141592653589793"),
        ("100000000000000000000", "1e+20"), ("100000000000000000001", nil), ("\"1\"", nil),
    ])
    func doubleTakesNumbersWithinItsRange(json: String, expected: String?) throws {
        try check(json, expected, as: Double.self)
    }

    @Test(arguments: [("0.1", "0.1"), ("1e39", nil), ("1e-60", nil), ("16777216", "16777216.0")])
    func floatTakesNumbersWithinItsRange(json: String, expected: String?) throws {
        try check(json, expected, as: Float.self)
    }

    private func check<Value: ConfigConvertible>(
        _ json: String,
        _ expected: String?,
        as type: Value.Type
    ) throws {
        let (value, findings) = try readValue(json, as: type)
        if let expected {
            #expect(findings == [])
            #expect("\(value)" == expected)
        } else {
            #expect(findings.count == 1)
        }
    }

    @Test func rangeErrorsNameTheRange() throws {
        #expect(
            try readValue("256", as: UInt8.self).findings
                == ["x.json:1:6: error: a is 256; a whole number from 0 to 255 is expected"]
        )
        #expect(
            try readValue("1.5", as: Int.self).findings
                == ["x.json:1:6: error: a is 1.5; a whole number is expected"]
        )
    }

    @Test func threeStatesAreKeptApart() throws {
        struct Note: ConfigType {
            static let schema = CompiledSchema(format: .v2, name: "note", program: "")
            var note: Nullable<Int>
            init(reading object: inout ValueReader) { note = object.nullable("note") }
            func write(to object: inout ValueWriter) { object.nullable("note", note) }
        }
        let states: [(String, Nullable<Int>)] = [
            ("{}", .absent), (#"{"note":null}"#, .null), (#"{"note":1}"#, .set(1)),
        ]
        for (json, state) in states {
            let (value, findings) = try read(json, as: Note.self)
            #expect(value.note == state)
            #expect(findings == [])
            #expect(written(value) == DocumentValue(try Document(parsing: json, as: .json).root))
        }
    }

    @Test func secretsShowNowhere() {
        let secret = Secret("canary")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in [
            "\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(["k": secret])",
        ] {
            #expect(!text.contains("canary"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(secret.reveal() == "canary")
        #expect(written(secret) == "canary")
    }

    @Test func everyKindOfPropertyIsWrittenAsItWasRead() throws {
        let json = """
            {"level":10,"byte":255,"big":18446744073709551615,"small":0.1,"point":[1,2.5],
             "note":null,"answer":null,"any":{"deep":[1,{"x":null}]},"password":"p","x":1,"y":2}
            """
        let (value, findings) = try read(json, as: Everything.self)
        #expect(findings == [])
        #expect(value.level == .high)
        #expect(value.point == Point(x: 1, y: 2.5))
        #expect(value.limits == ["x": 1, "y": 2])
        #expect(written(value) == DocumentValue(try Document(parsing: json, as: .json).root))
    }

    @Test(arguments: [
        ("2", "a is 2; one of 1, 10 is expected"),
        ("\"1\"", "a is \"1\"; a whole number is expected"),
    ])
    func numberedEnumsTakeTheirNumbersOnly(json: String, message: String) throws {
        #expect(try readValue(json, as: Level.self).findings == ["x.json:1:6: error: " + message])
    }
}
