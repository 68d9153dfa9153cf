import Foundation
import Suites
import Testing

@testable import ConfigDocument

/// Exact arithmetic: comparison, whole numbers and divisibility.
struct DecimalTests {
    @Test(arguments: [
        ("1", "1.0", true), ("100", "1e2", true), ("0", "-0.0", true), ("0e5", "0", true),
        ("1e400", "1e401", false),
        ("1e400", "10e399", true), ("0.1", "0.10", true),
        ("9007199254740993", "9007199254740992", false),
        ("1e999999999", "1e1000000000", false), ("-1", "1", false),
        ("1e9999999999999999999", "10e9999999999999999998", true),
        ("1e9999999999999999999", "1e10000000000000000000", false),
        ("1e-9223372036854775808", "0.1e-9223372036854775807", true),
        ("1e999999999999999999", "0.01e1000000000000000001", true),
        ("1e-1000000000000000000", "10e-1000000000000000001", true),
        ("0e99999999999999999999", "0", true),
        ("123456789012345678901", "123456789012345678901.0", true),
    ])
    func comparesByValue(left: String, right: String, isEqual: Bool) {
        #expect((Decimal(left) == Decimal(right)) == isEqual)
        #expect((Decimal(left) < Decimal(right) || Decimal(right) < Decimal(left)) != isEqual)
    }

    @Test func ordersWhatIsInOrder() {
        let ordered = [
            "-1e99999999999999999999", "-1e9223372036854775808", "-1e9223372036854775807",
            "-1e400", "-12345678901234567890", "-10.5", "-1", "-0.1", "-1e-400",
            "-1e-99999999999999999999", "0",
            "1e-99999999999999999999", "1e-9223372036854775809", "1e-9223372036854775808", "1e-400",
            "1e-399", "0.1", "0.11", "1",
            "1.5", "9", "10", "9223372036854775807", "9223372036854775808", "1e19", "1e400",
            "1e999999999999999999", "1e1000000000000000000", "1e9223372036854775807",
            "1e9223372036854775808", "1e99999999999999999999",
        ].map { Decimal($0) }
        for (left, first) in ordered.enumerated() {
            for (right, second) in ordered.enumerated() {
                #expect((first < second) == (left < right))
                #expect((first == second) == (left == right))
            }
        }
    }

    @Test(arguments: [
        ("4.35", "0.01", true), ("1e308", "0.123456789", false),
        ("9007199254740993", "9007199254740993", true),
        ("1e400", "2", true), ("1e400", "3", false), ("0", "7", true), ("1", "1e-400", true),
        ("1e-400", "1", false),
        ("12345678901234567890123456789", "9", true),
        ("123456789012345678901234567890", "1234567890123456789012345678", false),
        ("246913578024691357802469135780", "123456789012345678901234567890", true),
        ("1e60", "1152921504606846976000000000000000000001", false),
        ("1e100", "1267650600228229401496703205376", true),
        ("1e99", "1267650600228229401496703205376", false),
        ("1e29", "1267650600228229401496703205376", false),
        ("1e99999999999999999999", "1024", true), ("1e99999999999999999999", "3", false),
        ("1e-99999999999999999999", "1e-100000000000000000000", true),
        ("1e-99999999999999999999", "1", false),
    ])
    func dividesExactly(value: String, divisor: String, isMultiple: Bool) {
        #expect(Decimal(value).isMultiple(of: Decimal(divisor)) == isMultiple)
    }

    @Test(arguments: [
        ("1.5", 1, 2), ("-1.5", -2, -1), ("2", 2, 2), ("-2", -2, -2), ("0.1", 0, 1),
        ("-0.1", -1, 0),
        ("9223372036854775807", Int64.max, Int64.max),
        ("-9223372036854775808", Int64.min, Int64.min),
        ("9223372036854775807.5", Int64.max, Int64.max), ("1e30", Int64.max, Int64.max),
        ("-1e30", Int64.min, Int64.min),
    ])
    func roundsToIntegersWithinTheirRange(value: String, floor: Int64, ceiling: Int64) {
        #expect(Decimal(value).floorInteger == floor)
        #expect(Decimal(value).ceilingInteger == ceiling)
    }

    /// Products are multiples of their factors, and their neighbours are not.
    @Test func dividesProductsOfLongNumbers() {
        var generator = SeededGenerator(seed: 7)
        func number(_ count: Int) -> [Int] {
            [Int.random(in: 1...9, using: &generator)]
                + (1..<count).map { _ in Int.random(in: 0...9, using: &generator) }
        }
        for _ in 0..<300 {
            let (left, right) = (
                number(.random(in: 1...90, using: &generator)),
                number(.random(in: 2...90, using: &generator))
            )
            var product = [Int](repeating: 0, count: left.count + right.count)
            for (i, one) in left.reversed().enumerated() {
                for (j, other) in right.reversed().enumerated() { product[i + j] += one * other }
            }
            for index in product.indices.dropLast() {
                product[index + 1] += product[index] / 10
                product[index] %= 10
            }
            let text = product.reversed().map { "\($0)" }.joined()
            let divisor = Decimal(right.map { "\($0)" }.joined())
            #expect(Decimal(text).isMultiple(of: divisor))
            // With one more digit, it is not a multiple: the divisor is at least 10.
            #expect(!Decimal(text + "1").isMultiple(of: divisor))
        }
    }

    /// Against arithmetic of another kind: small numbers scaled to integers.
    @Test func agreesWithScaledIntegers() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<20_000 {
            let digits = Int.random(in: 0...6, using: &generator)
            let (left, right) = (
                Int.random(in: -2_000_000...2_000_000, using: &generator),
                Int.random(in: 1...5_000, using: &generator)
            )
            let (a, b) = (Decimal(scaled(left, digits)), Decimal(scaled(right, digits)))
            #expect((a < b) == (left < right))
            #expect((a == b) == (left == right))
            #expect(a.isMultiple(of: b) == (left % right == 0))
            #expect(Decimal(scaled(left * right, digits)).isMultiple(of: b))
        }
    }

    /// `value` / 10^digits, in one of its spellings.
    private func scaled(_ value: Int, _ digits: Int) -> String {
        if value % 3 == 0 { return "\(value)e-\(digits)" }
        let text =
            String(repeating: "0", count: max(0, digits + 1 - "\(abs(value))".count))
            + "\(abs(value))"
        let point = text.count - digits
        let fraction = digits == 0 ? "" : "." + text.dropFirst(point)
        return (value < 0 ? "-" : "") + text.prefix(point) + fraction
    }
}
