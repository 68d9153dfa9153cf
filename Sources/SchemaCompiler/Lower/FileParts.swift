/// Into how many files the types of a large schema are divided.
///
/// Where it works on each file by itself, as debug builds do, Swift's compiler takes time by the
/// square of the types of a file that know each other: each function looks through all metadata that
/// its own leads to. The type of the whole document leads to every other one, so it stands alone.
/// The build tool plugin, which has to promise files before any schema is read, counts them by the
/// same rule (`InputFiles.parts`).
enum FileParts {
    private static let smallest = 32_768
    private static let most = 32

    /// - Parameter bytes: the size of the schema's file.
    static func count(forSchemaOf bytes: Int) -> Int {
        bytes < smallest ? 1 : min(most, 1 + bytes / smallest)
    }

    /// `large+2.generated.swift` for the second file of `large`.
    static func name(_ number: Int, of schemaName: String) -> String {
        GeneratedFile.name(for: number == 1 ? schemaName : "\(schemaName)+\(number)")
    }

    /// Texts in so many runs, the first of which is the first text, and the others are of about the
    /// same length. There are fewer where texts are too few, or too long: no run is empty.
    static func divided<Element>(
        _ elements: [Element],
        into count: Int,
        length: (Element) -> Int
    ) -> [[Element]] {
        guard count > 1, let first = elements.first else { return [elements] }
        let others = elements.dropFirst()
        let total = others.reduce(0) { $0 + length($1) }
        var parts = [[Element]](repeating: [], count: count - 1)
        var before = 0
        for element in others {
            parts[min(count - 2, before * (count - 1) / max(1, total))].append(element)
            before += length(element)
        }
        return [[first]] + parts.filter { !$0.isEmpty }
    }
}
