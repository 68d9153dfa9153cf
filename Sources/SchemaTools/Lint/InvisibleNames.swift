import ConfigDocument

extension LintedSchema {
    /// Names of properties and definitions with characters that are invisible or reorder text:
    /// nobody who reads the schema can write such a key.
    func readNames(_ run: inout LintRun) {
        for keyword in ["properties", "$defs", "definitions"] {
            for (key, _) in cursor[keyword]?.members ?? [] {
                let hidden = key.text.unicodeScalars.first { !VisibleText.contains($0) }
                guard let hidden else { continue }
                let digits = String(hidden.value, radix: 16, uppercase: true)
                let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
                run.report(
                    .invisibleCharacter,
                    "the name \(quoted(key.text)) has an invisible character, U+\(code)",
                    at: key.cursor,
                    suggestion: "remove it"
                )
            }
        }
    }
}
