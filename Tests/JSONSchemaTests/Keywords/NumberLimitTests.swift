import ConfigDocument
import JSONSchema
import Testing

/// Every numeric keyword, with numbers around the limits of each machine integer and beyond. The
/// expected results follow from the construction of the numbers, not from the arithmetic under
/// test.
struct NumberLimitTests {
    /// A number with known properties: its rank among the others, and its divisors.
    struct Sample: CustomTestStringConvertible {
        var text: String
        var rank = 0
        var kind: Kind
        var testDescription: String { text }

        enum Kind {
            case whole(Int128)
            /// A power of ten larger than all whole numbers above, with its sign.
            case huge(isNegative: Bool)
            case fraction
        }

        var isWhole: Bool { if case .fraction = kind { false } else { true } }

        func isMultiple(of divisor: Int128) -> Bool {
            switch kind {
            case .whole(let value): return value % divisor == 0
            case .fraction: return false
            case .huge:
                var rest = divisor
                for factor: Int128 in [2, 5] { while rest % factor == 0 { rest /= factor } }
                return rest == 1
            }
        }
    }

    static let samples: [Sample] = {
        var positive = ["1e-99999999999999999999", "1e-9223372036854775808", "1e-400", "0.5"]
            .map { Sample(text: $0, kind: .fraction) }
        var whole: Set<Int128> = [1, 2, 10, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000]
        for bits in [7, 8, 15, 16, 31, 32, 53, 63, 64] {
            for step: Int128 in [-1, 0, 1] { whole.insert((Int128(1) << Int128(bits)) + step) }
        }
        positive += whole.sorted().map { Sample(text: "\($0)", kind: .whole($0)) }
        positive += [
            "1e100", "1e308", "1e309", "1e2147483648", "1e4294967296", "1e999999999999999999",
            "1e1000000000000000000", "1e9223372036854775807", "1e9223372036854775808",
            "1e9999999999999999999", "1e18446744073709551616", "1e99999999999999999999",
            "1e1000000000000000000000000000000000000000000",
        ].map { Sample(text: $0, kind: .huge(isNegative: false)) }
        var all = positive.reversed().map { sample in
            var negative = sample
            negative.text = "-" + sample.text
            switch sample.kind {
            case .whole(let value): negative.kind = .whole(-value)
            case .huge: negative.kind = .huge(isNegative: true)
            case .fraction: break
            }
            return negative
        }
        all.append(Sample(text: "0", kind: .whole(0)))
        all += positive
        for index in all.indices { all[index].rank = index }
        return all
    }()

    /// Both engines, in both formats.
    private func expect(
        _ program: ValidationProgram,
        _ text: String,
        _ isValid: Bool,
        _ note: String
    ) throws {
        for format in [DocumentFormat.json, .yaml] {
            let document = try Document(parsing: text, as: format)
            #expect(program.accepts(document) == isValid, "\(note): \(text)")
            #expect(program.findings(in: document).isEmpty == isValid, "\(note): \(text)")
        }
    }

    @Test(arguments: samples)
    func boundsHoldByTheOrderOfNumbers(bound: Sample) throws {
        let holds: [(String, (Int, Int) -> Bool)] = [
            ("minimum", { $0 >= $1 }), ("exclusiveMinimum", { $0 > $1 }),
            ("maximum", { $0 <= $1 }), ("exclusiveMaximum", { $0 < $1 }),
            ("const", { $0 == $1 }),
        ]
        for (keyword, holds) in holds {
            let schema = "{\"\(keyword)\": \(bound.text)}"
            let program = try compiled(schema)
            for sample in Self.samples {
                try expect(program, sample.text, holds(sample.rank, bound.rank), schema)
            }
        }
    }

    @Test(arguments: samples)
    func multiplesAreWhatDivisionSays(divisor: Sample) throws {
        let schema = "{\"multipleOf\": \(divisor.text)}"
        guard divisor.rank > Self.samples.count / 2 else {
            #expect(throws: SchemaError.self) { try compiled(schema) }
            return
        }
        let program = try compiled(schema)
        guard case .whole(let value) = divisor.kind else {
            try expect(program, divisor.text, true, schema)
            try expect(program, "0", true, schema)
            try expect(program, "3e-100000000000000000000", false, schema)
            return
        }
        for sample in Self.samples {
            try expect(program, sample.text, sample.isMultiple(of: value), schema)
        }
    }

    @Test func wholeNumbersAndEqualOnesAreKnown() throws {
        let integer = try compiled(#"{"type": "integer"}"#)
        let unique = try compiled(#"{"uniqueItems": true}"#)
        let listed = try compiled(
            "{\"enum\": [\(Self.samples.map(\.text).joined(separator: ","))]}"
        )
        for sample in Self.samples {
            try expect(integer, sample.text, sample.isWhole, "integer")
            try expect(listed, sample.text, true, "enum")
            try expect(unique, "[\(sample.text),\(sample.text)]", false, "uniqueItems")
        }
        try expect(listed, "1e1000000000000000001", false, "enum")
        try expect(
            unique,
            "[\(Self.samples.map(\.text).joined(separator: ","))]",
            true,
            "uniqueItems"
        )
    }

    /// Counts beyond any document are allowed; values that are not counts cause a finding.
    @Test(arguments: samples)
    func countsTakeAnyWholeNumber(count: Sample) throws {
        let pairs = [
            ("minLength", "maxLength", "\"\"", "\"ab\""), ("minItems", "maxItems", "[]", "[1,2]"),
            ("minProperties", "maxProperties", "{}", #"{"a": 1, "b": 2}"#),
        ]
        let isCount = count.isWhole && count.rank >= Self.samples.count / 2
        let zero = Self.samples.count / 2
        for (fewest, most, none, two) in pairs {
            let (low, high) = ("{\"\(fewest)\": \(count.text)}", "{\"\(most)\": \(count.text)}")
            guard isCount else {
                #expect(throws: SchemaError.self) { try compiled(low) }
                #expect(throws: SchemaError.self) { try compiled(high) }
                continue
            }
            let isUpToTwo = ["0", "1", "2"].contains(count.text)
            try expect(try compiled(low), none, count.rank == zero, low)
            try expect(try compiled(low), two, isUpToTwo, low)
            try expect(try compiled(high), none, true, high)
            try expect(try compiled(high), two, !["0", "1"].contains(count.text), high)
        }
        if isCount, count.rank > zero {
            let schema = "{\"contains\": {}, \"minContains\": \(count.text)}"
            try expect(
                try compiled(schema),
                "[1,2]",
                ["1", "2"].contains(count.text),
                schema
            )
        }
    }
}
