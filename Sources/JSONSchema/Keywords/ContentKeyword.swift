import ConfigDocument
import SchemaValidation

/// `contentEncoding` and `contentMediaType` (Validation draft-07, 8): checked together if the
/// options ask for it, as draft-07 allows; annotations from 2019-09 on.
extension KeywordCompiler {
    static let contentEncoding = KeywordCompiler(.contentEncoding) {
        $0.addContent(encoding: $1, mediaType: $0.cursor["contentMediaType"], at: $1)
    }

    static let contentMediaType = KeywordCompiler(.contentMediaType) {
        if $0.cursor["contentEncoding"] == nil {
            $0.addContent(encoding: nil, mediaType: $1, at: $1)
        }
    }
}

extension SchemaScope {
    fileprivate func addContent(encoding: Cursor?, mediaType: Cursor?, at cursor: Cursor) {
        guard compiler.options.assertsContent ?? (draft == .draft7) else { return }
        func name(_ cursor: Cursor?) -> UInt32 { cursor?.string.map(compiler.string) ?? .max }
        compiler.tables.contents.append(
            ProgramTables.Content(encoding: name(encoding), mediaType: name(mediaType))
        )
        let index = UInt32(compiler.tables.contents.count - 1)
        add(Instruction(operation: .content, kinds: .string, a: index), at: cursor)
    }
}
