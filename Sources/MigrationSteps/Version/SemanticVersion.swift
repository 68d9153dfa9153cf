/// A version, ordered as defined by https://semver.org.
package struct SemanticVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let description: String
    /// The major, minor and patch numbers.
    package let numbers: [Int]
    private let prerelease: [String]

    /// Parses `MAJOR.MINOR.PATCH`, with optional pre-release and build metadata; nil for other
    /// text.
    package init?(_ text: String) {
        let withoutBuild = text.split(
            separator: "+",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )[0]
        let parts = withoutBuild.split(
            separator: "-",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false).map { part in
            // Bound: nil if Int cannot represent it.
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard numbers.count == 3, numbers.allSatisfy({ $0 != nil }) else { return nil }
        self.numbers = numbers.compactMap { $0 }
        prerelease = parts.count == 2 ? parts[1].split(separator: ".").map(String.init) : []
        description = text
    }

    package var major: Int { numbers[0] }

    /// A reproducible seed for random data.
    package var seed: UInt64 {
        // Bound: it may wrap around, and no number of a version is below 0.
        numbers.reduce(7) { $0 &* 31 &+ UInt64($1) }
    }

    /// True if neither version is older; build metadata is ignored.
    package func isSame(as other: SemanticVersion) -> Bool { !(self < other) && !(other < self) }

    package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.numbers != right.numbers {
            return left.numbers.lexicographicallyPrecedes(right.numbers)
        }
        // A release is newer than its pre-releases.
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease) { one, other in
            // Bound: nil if Int cannot represent it.
            switch (Int(one), Int(other)) {
            case (let one?, let other?): one < other
            case (nil, nil): one < other
            case (let number, _): number != nil
            }
        }
    }
}
