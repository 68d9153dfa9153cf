package import ConfigDocument
package import SchemaValidation

/// A value in one layer that affects the value of a setting.
package struct LayerSaying {
    package enum Place: Sendable {
        /// The value of the setting.
        case setting
        /// The same inside an array, which other layers replace as a whole.
        case element
        /// A part that is put into the array of lower layers.
        case part
        /// A value in place of a container of the setting: it lacks the setting.
        case container
    }

    package let value: DocumentValue
    package let origin: ConfigOrigin
    package let place: Place
    /// The path of the value, which may be shorter or longer than that of the setting.
    package let path: DocumentPath

    package init(
        value: DocumentValue,
        origin: ConfigOrigin,
        place: Place,
        path: DocumentPath
    ) {
        self.value = value
        self.origin = origin
        self.place = place
        self.path = path
    }
}

extension LayeredValue {
    /// The value that affects a setting; nil if there is none.
    ///
    /// - Parameter start: the path of this value.
    func saying(at path: DocumentPath, from start: Int = 0) -> LayerSaying? {
        var (part, depth) = (self, start)
        while depth < path.count, case .object(let members) = part.content {
            let key = path[depth].token
            guard let member = members.first(where: { haveEqualBytes($0.key, key) }) else {
                return nil
            }
            (part, depth) = (member.value, depth + 1)
        }
        if part.isUnwritten { return nil }
        let rest = DocumentPath(path[depth...])
        guard let value = part.value[rest] else {
            return LayerSaying(
                value: part.value,
                origin: part.origin,
                place: .container,
                path: DocumentPath(path[..<depth])
            )
        }
        let isInArray = start > 0 || !rest.isEmpty
        return LayerSaying(
            value: value,
            origin: part.origin(at: rest),
            place: isInArray ? .element : .setting,
            path: path
        )
    }
}
