import ConfigDocument
import Testing

struct EditDistanceTests {
    /// The whole table of optimal string alignment, as it is written down everywhere.
    private static func plain(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var table = [[Int]](
            repeating: [Int](repeating: 0, count: right.count + 1),
            count: left.count + 1
        )
        for i in 0...left.count { table[i][0] = i }
        for j in 0...right.count { table[0][j] = j }
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        for i in 1...left.count {
            for j in 1...right.count {
                let replaced = table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
                var cost = min(replaced, table[i - 1][j] + 1, table[i][j - 1] + 1)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, table[i - 2][j - 2] + 1)
                }
                table[i][j] = cost
            }
        }
        return table[left.count][right.count]
    }

    @Test func isThatOfTheWholeTableUpToTheLimit() {
        var random = SystemRandomNumberGenerator()
        func text() -> [Unicode.Scalar] {
            (0..<Int.random(in: 0...9, using: &random)).map { _ in
                ["a", "b", "c"].randomElement(using: &random) ?? "a"
            }
        }
        for _ in 0..<20_000 {
            let (left, right, limit) = (text(), text(), Int.random(in: 0...6, using: &random))
            let distance = EditDistance.between(left, right, limit: limit)
            let expected = min(Self.plain(left, right), limit + 1)
            #expect(distance == expected, "\(left) \(right) \(limit)")
        }
    }

    @Test(arguments: [("port", "prot", 1), ("port", "ports", 1), ("port", "pot", 1), ("", "", 0)])
    func countsASlipOfTheKeyboardOnce(left: String, right: String, distance: Int) {
        #expect(
            EditDistance.between(
                Array(left.unicodeScalars),
                Array(right.unicodeScalars),
                limit: 3
            ) == distance
        )
    }
}
