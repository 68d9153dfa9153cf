package import ConfigDocument
import DocumentEditing

/// Carries a change of the effective value over to the value of the file under it.
///
/// The effective value has been merged from layers, and placeholders in it are filled. What was not
/// changed stays in the file as it is: so nothing that came from elsewhere gets there.
package struct ValueRebase {
    /// The notation of placeholders that text in the file must not match; nil where it may.
    var escapes: PlaceholderStyle?

    package init(escapes: PlaceholderStyle?) { self.escapes = escapes }

    /// - Parameters:
    ///   - old: the effective value.
    ///   - new: what it shall be.
    ///   - file: the value of the file.
    package func rebase(from old: DocumentValue, to new: DocumentValue, on file: DocumentValue)
        -> DocumentValue
    {
        rebased(.some(old), .some(new), .some(file)) ?? .null
    }

    /// The same where one scalar that the file has becomes another, which needs no look at the rest.
    func scalar(
        of changes: [SettingChange],
        in file: DocumentValue
    ) -> (path: DocumentPath, value: DocumentValue)? {
        guard changes.count == 1, let new = changes[0].new, new.isScalar else { return nil }
        let path = changes[0].path
        // Within an array, positions in the file may be others.
        guard !path.contains(where: \.isPosition) else { return nil }
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
            // What a higher layer has taken away is no part of the effective value, and stays.
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

    /// A new value as the file has to say it.
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
