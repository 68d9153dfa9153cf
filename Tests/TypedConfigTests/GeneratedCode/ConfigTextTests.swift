import Testing
import TypedConfig

@Suite struct ConfigTextTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2024-02-29", 19_782),
        ("0000-01-01", -719_528), ("9999-12-31", 2_932_896),
    ])
    func datesCountTheirDays(text: String, days: Int) {
        #expect(CalendarDate(text)?.daysSince1970 == days)
        #expect(CalendarDate(text)?.description == text)
    }

    @Test(arguments: ["2023-02-29", "2024-13-01", "24-01-01", "2024-01-01T", ""])
    func refuseWhatIsNoDate(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0, 0), ("1970-01-01T01:00:00+01:00", 0, 0),
        ("1969-12-31T23:59:59.5-00:00", -1, 500_000_000),
        ("2024-05-01t12:30:00.123456789z", 1_714_566_600, 123_456_789),
        ("2024-05-01T12:30:00.0000000019Z", 1_714_566_600, 1),
    ])
    func pointsInTimeCountTheirSeconds(text: String, seconds: Int, nanosecond: Int) {
        #expect(DateTime(text)?.secondsSince1970 == seconds)
        #expect(DateTime(text)?.time.nanosecond == nanosecond)
        #expect(DateTime(text)?.description == text)
    }

    @Test(
        arguments: [
            ("PT1H30M", Duration.seconds(5400)), ("P2W", .seconds(1_209_600)),
            ("P1DT1S", .seconds(86_401)),
            ("P1M", nil), ("P1Y", nil), ("P9223372036854775807W", nil),
        ] as [(String, Duration?)]
    )
    func durationsLastAsLongAsTheirPartsSay(text: String, duration: Duration?) {
        #expect(CalendarDuration(text)?.duration == duration)
    }

    @Test(arguments: ["PT", "P1H", "P99999999999999999999D"])
    func refuseWhatIsNoDuration(text: String) {
        #expect(CalendarDuration(text) == nil)
    }

    @Test func identifiersAreEqualInBothCases() {
        let lower: UniqueID = "123e4567-e89b-12d3-a456-426614174000"
        let upper: UniqueID = "123E4567-E89B-12D3-A456-426614174000"
        #expect(lower == upper && lower.description != upper.description)
        #expect(lower.value == 0x123e4567_e89b_12d3_a456_426614174000)
    }

    @Test(
        arguments: [
            ("::", 0), ("::1", 1), ("1::", 1 << 112),
            ("2001:db8::1", 0x2001_0db8_0000_0000_0000_0000_0000_0001),
            ("1:2:3:4:5:6:7:8", 0x0001_0002_0003_0004_0005_0006_0007_0008),
            ("::ffff:192.0.2.1", 0xffff_c000_0201),
            ("1:2:3:4:5:6:192.0.2.1", 0x0001_0002_0003_0004_0005_0006_c000_0201),
        ] as [(String, UInt128)]
    )
    func addressesHaveTheirBits(text: String, value: UInt128) {
        #expect(IPv6Address(text)?.value == value)
        #expect(IPv4Address("192.0.2.1") == IPv4Address(value: 0xc000_0201))
    }

    @Test func partsOfAURIAreFound() {
        let uri: URI = "https://user:x@[::1]:8443/a/b?c=d#e"
        #expect(uri.scheme == "https" && uri.userInfo == "user:x" && uri.host == "[::1]")
        #expect(uri.port == 8443 && uri.path == "/a/b" && uri.query == "c=d" && uri.fragment == "e")
        let mail: URI = "mailto:a@example.com"
        #expect(mail.host == nil && mail.path == "a@example.com")
    }

    @Test(arguments: ["//example.com/", "a b", ""])
    func refuseWhatIsNoURI(text: String) {
        #expect(URI(text) == nil)
    }
}

@Suite struct ConfigNumberTests {
    @Test(arguments: [
        ("0.1", "1e-1", true), ("1.0", "1", true), ("1e400", "1e401", false),
        ("0.1000000000000000000001", "0.1", false),
    ])
    func decimalsCompareByValue(left: String, right: String, isEqual: Bool) throws {
        let (left, right) = (try #require(ExactDecimal(left)), try #require(ExactDecimal(right)))
        #expect((left == right) == isEqual)
        if isEqual { #expect(left.hashValue == right.hashValue) }
        #expect(!(left < right && right < left))
    }

    @Test(
        arguments: [
            ("1.5", DurationUnit.hours, Duration.seconds(5400)),
            ("250", .milliseconds, .milliseconds(250)),
            ("0.1", .seconds, .milliseconds(100)), ("1e-3", .seconds, .milliseconds(1)),
            ("-2", .days, .seconds(-172_800)), ("1e-19", .seconds, nil), ("1e30", .days, nil),
            ("9223372036854775807", .seconds, .seconds(Int64.max)),
            ("9223372036854775808", .seconds, nil),
            ("x", .seconds, nil),
        ] as [(String, DurationUnit, Duration?)]
    )
    func durationsAreExactOrRefused(count: String, unit: DurationUnit, expected: Duration?) {
        #expect(Duration(count, unit) == expected)
    }

    @Test func byteCountsNameTheirUnit() {
        #expect(
            "\(ByteCount.mebibytes(4)), \(ByteCount.bytes(1500)), \(ByteCount.bytes(0))"
                == "4 MiB, 1500 B, 0 B"
        )
        #expect(ByteCount("2.5", .kilobytes) == .bytes(2500))
        #expect(ByteCount("0.0001", .kilobytes) == nil)
    }
}
