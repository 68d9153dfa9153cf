/// Divides the types of a large schema into several files.
///
/// If Swift's compiler processes each file separately, as in debug builds, its time is quadratic in
/// the number of related types in a file: each function searches all metadata reachable from its
/// own. Every other type is reachable from the type of the whole document, so that one has a file
/// of its own. The build tool plugin, which must declare files before any schema is read, counts
/// them by the same rule (`InputFiles.parts`).
enum FileParts {
    private static let smallest = 32_768
    private static let most = 32

    /// - Parameter bytes: the size of the schema file.
    static func count(forSchemaOf bytes: Int) -> Int {
        bytes < smallest ? 1 : min(most, 1 + bytes / smallest)
    }

    /// `large+2.generated.swift` for the second file of `large`.
    static func name(_ number: Int, of schemaName: String) -> String {
        GeneratedFile.name(for: number == 1 ? schemaName : "\(schemaName)+\(number)")
    }

    /// Divides texts into the given number of runs: the first text, followed by runs of about the
    /// same length. There are fewer if there are too few texts or some are too long: no run is
    /// empty.
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
