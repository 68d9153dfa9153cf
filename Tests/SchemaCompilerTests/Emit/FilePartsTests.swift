import Testing

@testable import SchemaCompiler
@testable import SchemaTools

struct FilePartsTests {
    @Test(arguments: [
        ([1], 5, [[1]]),
        ([1, 100], 5, [[1], [100]]),
        ([1, 100, 1], 4, [[1], [100], [1]]),
        ([1, 10, 10, 10, 10], 3, [[1], [10, 10], [10, 10]]),
    ])
    func noPartIsEmpty(lengths: [Int], count: Int, expected: [[Int]]) {
        #expect(FileParts.divided(lengths, into: count) { $0 } == expected)
    }
}
