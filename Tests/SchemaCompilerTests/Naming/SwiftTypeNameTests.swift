import Testing

@testable import SchemaCompiler
@testable import SchemaTools

struct SwiftTypeNameTests {
    @Test(arguments: [
        "Celsius", "_Private", "Geometry.Point", "Set<Int>", "Pair<A, [B]>", "[Celsius]",
        "[String: Point?]", "Celsius?", "UInt8",
    ])
    func takesWhatIsAType(name: String) { #expect(SwiftTypeName.isValid(name)) }

    @Test(arguments: [
        "", "A..B", "A.", ".A", "_", "class", "A.self", "some", "Type", "Any", "8Bit", "A<", "A<>",
        "A>",
        "A<B,>", "[A", "[]", "[A: B: C]", "[:]", "A B", "A[B]", "?", "A?.B", "A // B", "A\nB",
        "A;B", "(A)",
    ])
    func refusesWhatIsNone(name: String) { #expect(!SwiftTypeName.isValid(name)) }
}
