/// JSON on one line, with `<secret>` in place of hidden members.
///
/// In values returned by a system, these are the members that the schema marks as secret or that
/// come from secret files. Access to such a member by its key returns its value.
extension DocumentValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The text shown in place of a secret.
    package static let secretMark = "<secret>"

    public var description: String {
        String(decoding: JSONEmitter(indent: nil).emit(shown), as: UTF8.self)
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        switch self {
        case .object(let object): object.customMirror
        case .array(let elements):
            Mirror(self, unlabeledChildren: elements, displayStyle: .collection)
        default: Mirror(self, children: [])
        }
    }

    /// The paths of hidden values, as keys and positions, with the text shown in their place.
    package var hiddenPaths: [(path: [String], mark: String)] {
        switch self {
        case .array(let elements):
            elements.enumerated().flatMap { index, element in
                element.hiddenPaths.map { (["\(index)"] + $0.path, $0.mark) }
            }
        case .object(let object):
            object.members.flatMap { key, value in
                object.marks[key].map { [([key], $0)] }
                    ?? value.hiddenPaths.map { ([key] + $0.path, $0.mark) }
            }
        default: []
        }
    }

    /// The value without its hidden parts.
    fileprivate var shown: DocumentValue {
        switch self {
        case .array(let elements): .array(elements.map(\.shown))
        case .object(let object): .object(object.shown)
        default: self
        }
    }
}

extension DocumentObject: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { DocumentValue.object(self).description }
    public var debugDescription: String { description }

    public var customMirror: Mirror {
        let children = members.map { key, value in
            (
                label: Optional(key),
                value: (marks[key].map { .string($0) } ?? value) as Any
            )
        }
        return Mirror(self, children: children, displayStyle: .struct)
    }

    fileprivate var shown: DocumentObject {
        var result = DocumentObject()
        for (key, value) in members {
            result[key] = marks[key].map { .string($0) } ?? value.shown
        }
        return result
    }
}
