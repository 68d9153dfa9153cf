import ConfigDocument
import Testing

struct SignOfZeroTests {
    @Test(arguments: [
        ("-0.0", "-0.0"), ("-0.00", "-0.0"), ("0.0", "0.0"), ("-0", "0"), ("-1.0", "-1.0"),
    ])
    func aFractionKeepsTheSignOfItsZero(text: String, written: String) throws {
        for format in [DocumentFormat.json, .yaml] {
            let value = DocumentValue(try Document(parsing: text, as: format).root)
            let bytes = value.encoded(as: .json)
            #expect(String(decoding: bytes, as: UTF8.self) == written + "\n")
        }
    }
}
