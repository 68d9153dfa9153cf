import Testing
import TypedConfig

/// Numbers with a unit, up to the limits of their types.
@Suite struct QuantityTests {
    @Test(
        arguments: [
            ("1", .kilobytes, 1_000), ("0.5", .kibibytes, 512), ("-1", .bytes, -1),
            ("9223372036854775807", .bytes, Int.max), ("-9223372036854775808", .bytes, Int.min),
            ("9223372036854775808", .bytes, nil), ("9.223372036854775807", .gigabytes, nil),
            ("9223372036.854775807", .gigabytes, Int.max), ("8388608", .tebibytes, nil),
            ("0e9223372036854775808", .bytes, 0), ("1e9223372036854775807", .bytes, nil),
            ("1e-9223372036854775808", .bytes, nil), ("1e9999999999999999999", .tebibytes, nil),
            ("-1e-9999999999999999999", .tebibytes, nil), ("1000e-3", .bytes, 1),
            ("170141183460469231731687303715884105727", .tebibytes, nil), ("x", .bytes, nil),
        ] as [(String, ByteUnit, Int?)]
    )
    func bytesAreWholeOrNothing(text: String, unit: ByteUnit, bytes: Int?) {
        #expect(ByteCount(text, unit)?.bytes == bytes)
    }

    @Test(
        arguments: [
            ("1.5", .minutes, .seconds(90)),
            ("1e-9", .nanoseconds, .init(secondsComponent: 0, attosecondsComponent: 1)),
            ("1e-10", .nanoseconds, nil), ("9223372036854775807", .seconds, .seconds(Int64.max)),
            ("9223372036854775808", .seconds, nil), ("106751991167301", .days, nil),
            ("1e9223372036854775808", .days, nil), ("1e-9223372036854775808", .days, nil),
        ] as [(String, DurationUnit, Duration?)]
    )
    func durationsAreExact(text: String, unit: DurationUnit, duration: Duration?) {
        #expect(Duration(text, unit) == duration)
    }

    @Test func exactDecimalsCompareBeyondEveryInteger() throws {
        let large = try #require(ExactDecimal("1e9999999999999999999"))
        let larger = try #require(ExactDecimal("1e10000000000000000000"))
        #expect(large < larger && large != larger)
        #expect(ExactDecimal("10e9999999999999999998") == large)
        #expect(
            Set([large, larger, try #require(ExactDecimal("10e9999999999999999998"))]).count == 2
        )
    }
}
