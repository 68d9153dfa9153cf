import ConfigDocument

/// The namespace for the types of a document that is not a schema of the run: `common.json` →
/// `Common`, `v2/types.json` → `Types`, or `V2Types` if that is taken.
enum LibraryName {
    static func swiftName(
        ofDocument root: Cursor,
        taken: Set<String>,
        prefix: String
    ) -> String {
        var names: [String] = []
        if let name = root["x-swift-name"]?.string { names.append(Identifier.cleaned(name)) }
        let parts = root.document.name.split(separator: "/").map(String.init)
        var words = ""
        for (index, part) in parts.enumerated().reversed() {
            let isFile = index == parts.count - 1
            let word = Words(isFile ? stem(part) : part).upperCamel
            words = word + words.drop { $0 == "_" }
            names.append(words)
            // `string.json`
            if isFile, ReservedNames.types.contains(words) { names.append(words + "Types") }
        }
        names.append("SharedTypes")
        for name in names.map({ prefix + $0 })
        where isUsable(name) && !taken.contains(name) { return name }
        var number = 2
        while taken.contains("\(prefix)SharedTypes\(number)") { number += 1 }
        return "\(prefix)SharedTypes\(number)"
    }

    /// `common.schema.json` → `common`
    private static func stem(_ file: String) -> String {
        var stem = file
        for ending in DocumentFormat.schemaEndings + [".schema"] where stem.hasSuffix(ending) {
            stem = String(stem.dropLast(ending.count))
        }
        return stem
    }

    private static func isUsable(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first else { return false }
        return first.properties.isUppercase && !ReservedNames.types.contains(name)
    }
}
