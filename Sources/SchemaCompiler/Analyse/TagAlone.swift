/// Removes the payload of alternatives that consist of their tag: `case memory` for the object
/// `{"type": "memory"}` that allows nothing else.
enum TagAlone {
    static func marked(_ types: [TypeDeclaration]) -> [TypeDeclaration] {
        var types = types
        for id in types.indices {
            guard case .union(var union) = types[id].body, let tag = union.discriminator else {
                continue
            }
            for index in union.alternatives.indices {
                union.alternatives[index].isTagAlone = isTag(
                    tag,
                    alone: union.alternatives[index],
                    in: types
                )
            }
            types[id].body = .union(union)
        }
        return types
    }

    private static func isTag(
        _ tag: String,
        alone alternative: Union.Alternative,
        in types: [TypeDeclaration]
    ) -> Bool {
        guard alternative.tags.count == 1, case .named(let id) = alternative.type,
            case .structure(let structure) = types[id].body,
            structure.extrasName == nil, structure.additional == nil,
            structure.properties.count == 1
        else { return false }
        let property = structure.properties[0]
        return property.key.utf8.elementsEqual(tag.utf8) && property.isRequired
            && types.onlyCase(of: property.type) != nil
    }
}
