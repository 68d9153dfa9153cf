/// Into how many files the types of a large schema are divided.
///
/// Swift's compiler takes time by the square of a file's types where it works on each file by itself,
/// as debug builds do. The build tool plugin, which has to promise files before any schema is read,
/// counts them by the same rule (`InputFiles.parts`).
enum FileParts {
    private static let smallest = 131_072
    private static let size = 65_536
    private static let most = 32

    /// - Parameter bytes: the size of the schema's file.
    static func count(forSchemaOf bytes: Int) -> Int {
        bytes < smallest ? 1 : min(most, bytes / size)
    }

    /// `large+2.generated.swift` for the second file of `large`.
    static func name(_ number: Int, of schemaName: String) -> String {
        GeneratedFile.name(for: number == 1 ? schemaName : "\(schemaName)+\(number)")
    }

    /// Texts in so many runs of about the same length, empty ones at the end where there are too few.
    static func divided<Element>(
        _ elements: [Element],
        into count: Int,
        length: (Element) -> Int
    ) -> [[Element]] {
        guard count > 1 else { return [elements] }
        let total = elements.reduce(0) { $0 + length($1) }
        var parts = [[Element]](repeating: [], count: count)
        var before = 0
        for element in elements {
            parts[min(count - 1, before * count / max(1, total))].append(element)
            before += length(element)
        }
        return parts
    }
}
