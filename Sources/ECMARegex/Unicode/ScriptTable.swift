/// The scripts of `ScriptData`, unpacked once and searched by name.
struct ScriptTable: Sendable {
    static let shared = ScriptTable()

    private let numbers: [String: Int]
    /// For each script number, the code points with that Script.
    private let script: [ScalarSet]
    /// For each script number, the code points with that script in Script_Extensions.
    private let extensions: [ScalarSet]

    /// The members of Script=name, or of Script_Extensions=name; nil for an unknown name.
    func members(of name: String, withExtensions: Bool) -> ScalarSet? {
        guard let number = numbers[name] else { return nil }
        return withExtensions ? extensions[number] : script[number]
    }

    private init() {
        var numbers = ["Unknown": 0, "Zzzz": 0]
        var count = 1
        for aliases in ScriptData.names.split(separator: ",") {
            for alias in aliases.split(separator: " ") { numbers[String(alias)] = count }
            count += 1
        }
        var script = [[ScalarSet.Span]](repeating: [], count: count)
        let owners = Self.unpackRuns(into: &script)
        script[0] = ScalarSet(script[1...].flatMap(\.self)).inverted.spans

        var extensions = script
        Self.unpackExtensions(into: &extensions, owners: owners)
        self.numbers = numbers
        self.script = script.map { ScalarSet(sorted: $0) }
        self.extensions = extensions.map { ScalarSet($0) }
    }

    /// Fills the spans of each script, and returns all of them in order with their owners.
    private static func unpackRuns(
        into script: inout [[ScalarSet.Span]]
    ) -> [(span: ScalarSet.Span, number: Int)] {
        var owners: [(span: ScalarSet.Span, number: Int)] = []
        var digits = PackedNumbers(ScriptData.runs)
        var start: UInt32 = 0
        while let length = digits.next(), let number = digits.next(), number < script.count {
            let span = ScalarSet.Span(low: start, high: start + UInt32(length) - 1)
            script[number].append(span)
            owners.append((span, number))
            start += UInt32(length)
        }
        return owners
    }

    private static func unpackExtensions(
        into extensions: inout [[ScalarSet.Span]],
        owners: [(span: ScalarSet.Span, number: Int)]
    ) {
        var removed = [[ScalarSet.Span]](repeating: [], count: extensions.count)
        var digits = PackedNumbers(ScriptData.extensions)
        var end: UInt32 = 0
        while let gap = digits.next(), let length = digits.next(), let count = digits.next() {
            let start = end + UInt32(gap)
            end = start + UInt32(length)
            let span = ScalarSet.Span(low: start, high: end - 1)
            let numbers = (0..<count).compactMap { _ in digits.next() }
            if let owner = owners.first(where: { $0.span.high >= start })?.number,
                !numbers.contains(owner)
            {
                removed[owner].append(span)
            }
            for number in numbers where number < extensions.count {
                extensions[number].append(span)
            }
        }
        for number in extensions.indices where !removed[number].isEmpty {
            let kept = ScalarSet(extensions[number]).inverted.union(ScalarSet(removed[number]))
            extensions[number] = kept.inverted.spans
        }
    }
}
