package import ConfigDocument
import DocumentEditing

/// Applies a change of the effective value to the value of the file below it.
///
/// The effective value is merged from layers, with its placeholders replaced. Unchanged settings of
/// the file stay as they are, so that no value from another layer is written to it.
package struct ValueRebase {
    /// The placeholder notation to escape in written text; nil if text may contain placeholders.
    var escapes: PlaceholderStyle?

    package init(escapes: PlaceholderStyle?) { self.escapes = escapes }

    /// - Parameters:
    ///   - old: the effective value.
    ///   - new: the wanted effective value.
    ///   - file: the value of the file.
    package func rebase(from old: DocumentValue, to new: DocumentValue, on file: DocumentValue)
        -> DocumentValue
    {
        rebased(.some(old), .some(new), .some(file)) ?? .null
    }

    /// The fast path: one scalar of the file becomes another, so the remaining value need not be
    /// compared.
    func scalar(
        of changes: [SettingChange],
        in file: DocumentValue
    ) -> (path: [PathStep], value: DocumentValue)? {
        guard changes.count == 1, let new = changes[0].new, new.isScalar else { return nil }
        // Positions within an array may differ in the file.
        let path = changes[0].path.tokens.map { PathStep.key($0) }
        return file[path]?.isScalar == true ? (path, written(new)) : nil
    }

    private func rebased(
        _ old: DocumentValue?,
        _ new: DocumentValue?,
        _ file: DocumentValue?
    ) -> DocumentValue? {
        guard let old, let new, old != new else { return old == new ? file : new.map(written) }
        switch (old, new) {
        case (.object(let old), .object(let new)):
            let inFile = file?.object ?? DocumentObject()
            var result = DocumentObject()
            for (key, value) in new.members {
                result[key] = rebased(old[key], .some(value), inFile[key])
            }
            // Members that a higher layer has removed are not part of the effective value, and stay
            // in the file.
            for (key, value) in inFile.members where old[key] == nil && new[key] == nil {
                result[key] = value
            }
            return .object(result)
        case (.array(let old), .array(let new)):
            guard let inFile = file?.array, inFile.count == old.count else {
                return written(.array(new))
            }
            return .array(elements(old, new, inFile))
        default: return written(new)
        }
    }

    /// A new value as it must be written in the file.
    private func written(_ value: DocumentValue) -> DocumentValue {
        guard let escapes else { return value }
        switch value {
        case .string(let text): return .string(PlaceholderText.escaped(text, escapes))
        case .array(let elements): return .array(elements.map(written))
        case .object(let object):
            var result = DocumentObject()
            for (key, member) in object.members { result[key] = written(member) }
            return .object(result)
        default: return value
        }
    }

    private func elements(
        _ old: [DocumentValue],
        _ new: [DocumentValue],
        _ file: [DocumentValue]
    ) -> [DocumentValue] {
        var result = new.map(written)
        for (index, partner) in ArrayAlignment(old: old, new: new).partners.enumerated() {
            guard let partner else { continue }
            result[partner] =
                rebased(.some(old[index]), .some(new[partner]), .some(file[index])) ?? .null
        }
        return result
    }
}

extension DocumentValue {
    fileprivate var isScalar: Bool { array == nil && object == nil }
}
