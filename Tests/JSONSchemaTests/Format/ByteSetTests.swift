import Testing

@testable import JSONSchema
@testable import SchemaValidation

@Suite struct ByteSetTests {
    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    private static let digits = "0123456789"
    private static let alphanumeric = letters + digits
    private static let unreserved = alphanumeric + "-._~"
    private static let subDelimiters = "!$&'()*+,;="

    private static let table: [(ByteSet, String)] = [
        (.digits, digits),
        (.letters, letters),
        (.hexDigits, digits + "abcdefABCDEF"),
        (.label, alphanumeric + "-"),
        (.scheme, alphanumeric + "+-."),
        (.registeredName, unreserved + subDelimiters),
        (.userInfo, unreserved + subDelimiters + ":"),
        (.segmentWithoutColon, unreserved + subDelimiters + "@"),
        (.path, unreserved + subDelimiters + ":@/"),
        (.query, unreserved + subDelimiters + ":@/?"),
        (.atomText, alphanumeric + "!#$%&'*+-/=?^_`{|}~"),
        (.quotedText, alphanumeric + " !#$%&'()*+,-./:;<=>?@[]^_`{|}~"),
        (.printable, alphanumeric + " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        (.templateLiteral, alphanumeric + "!#$&'()*+,-./:;=?@[]_~"),
        (.templateOperator, "+#./;?&=,!@|"),
        (.templateName, alphanumeric + "_"),
    ]

    @Test(arguments: table)
    func holdsTheseBytesAndNoOthers(set: ByteSet, members: String) {
        let actual = (UInt8.min...UInt8.max).filter(set.contains)
        #expect(actual == members.utf8.sorted())
    }
}
