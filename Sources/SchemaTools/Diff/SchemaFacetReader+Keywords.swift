import ConfigDocument
import JSONSchema
import SchemaCompiler
import SchemaValidation

/// The keywords of objects, arrays and scalars, each read into its facet. Each function returns
/// whether it read the keyword.
extension SchemaFacetReader {
    // MARK: Objects

    func readObject(
        _ keyword: Keyword,
        _ value: Cursor,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) -> Bool {
        switch keyword {
        case .properties:
            for (name, member) in value.members { add(name, child(member), to: &facet) }
        case .required:
            for name in value.elements {
                if let text = name.string, facet.requiredKeys.insert(ExactText(text)).inserted {
                    facet.required.append((text, name))
                }
            }
        case .patternProperties:
            for (pattern, member) in value.members {
                facet.memberPatterns.append(SchemaFacet.MemberPattern(pattern, child(member)))
            }
        // The effect of `false` depends on the properties beside it, and is read with them.
        case .additionalProperties:
            if value.isObject { facet.additional.append(child(value)) }
        case .propertyNames: facet.names.append(child(value))
        default: return false
        }
        return true
    }

    private func add(_ name: Cursor.Key, _ node: SchemaNode, to facet: inout SchemaFacet) {
        let text = ExactText(name.text)
        if let index = facet.memberIndex[text] {
            facet.members[index].nodes.append(node)
        } else {
            facet.memberIndex[text] = facet.members.count
            facet.members.append(
                SchemaFacet.Member(key: name.text, keyCursor: name.cursor, nodes: [node])
            )
        }
    }

    /// Reads the keywords whose effect depends on those beside them in the same schema.
    func readRemainders(
        _ cursor: Cursor,
        _ draft: Draft,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) {
        if let additional = cursor["additionalProperties"] {
            let isClosed = additional.bool == false
            if isClosed { facet.closed = additional } else { facet.evaluatesMembers = true }
            facet.memberRemainders.append(
                SchemaFacet.Remainder(
                    keys: Set((cursor["properties"]?.members ?? []).map { ExactText($0.key.text) }),
                    patterns: (cursor["patternProperties"]?.members ?? []).map {
                        SchemaFacet.MemberPattern($0.key, child($0.value))
                    },
                    node: child(additional),
                    isClosed: isClosed
                )
            )
        }
        let hasList = draft < .draft2020 && cursor["items"]?.isArray == true
        guard let items = hasList ? cursor["additionalItems"] : cursor["items"], !items.isArray
        else { return }
        let isClosed = items.bool == false
        if !isClosed { facet.evaluatesElements = true }
        let list = hasList ? cursor["items"] : draft < .draft2020 ? nil : cursor["prefixItems"]
        facet.elementRemainders.append(
            SchemaFacet.Remainder(
                count: list?.elements.count ?? 0,
                node: child(items),
                isClosed: isClosed
            )
        )
    }

    // MARK: Arrays

    func readArray(
        _ keyword: Keyword,
        _ value: Cursor,
        _ cursor: Cursor,
        _ draft: Draft,
        _ child: (Cursor) -> SchemaNode,
        into facet: inout SchemaFacet
    ) -> Bool {
        switch keyword {
        // Older drafts ignore the keyword.
        case .prefixItems where draft < .draft2020: break
        case .prefixItems: add(positions: value.elements.map(child), to: &facet)
        case .items where value.isArray: add(positions: value.elements.map(child), to: &facet)
        case .additionalItems where cursor["items"]?.isArray != true: break
        case .items, .additionalItems:
            if value.bool == false {
                facet.closedItems = value
            } else if value.isObject {
                facet.items.append(child(value))
            }
        case .uniqueItems: if value.bool == true { facet.unique = value }
        default: return false
        }
        return true
    }

    private func add(positions: [SchemaNode], to facet: inout SchemaFacet) {
        for (index, position) in positions.enumerated() {
            if index < facet.positions.count {
                facet.positions[index].append(position)
            } else {
                facet.positions.append([position])
            }
        }
    }

    // MARK: Scalars and counts

    func readScalar(
        _ keyword: Keyword,
        _ value: Cursor,
        _ cursor: Cursor,
        _ draft: Draft,
        into facet: inout SchemaFacet
    ) -> Bool {
        switch keyword {
        case .minimum:
            raise(&facet, .value, value, isExclusive: cursor["exclusiveMinimum"]?.bool == true)
        case .maximum:
            lower(&facet, .value, value, isExclusive: cursor["exclusiveMaximum"]?.bool == true)
        case .exclusiveMinimum: raise(&facet, .value, value, isExclusive: true)
        case .exclusiveMaximum: lower(&facet, .value, value, isExclusive: true)
        case .minLength: raise(&facet, .length, value)
        case .maxLength: lower(&facet, .length, value)
        case .minItems: raise(&facet, .items, value)
        case .maxItems: lower(&facet, .items, value)
        case .minProperties: raise(&facet, .properties, value)
        case .maxProperties: lower(&facet, .properties, value)
        case .multipleOf:
            if let number = value.double, number > 0 {
                facet.multiples.append(
                    SchemaFacet.Bound(value: number, isExclusive: false, cursor: value)
                )
            }
        case .pattern: if value.string != nil { facet.patterns.append(value) }
        case .format:
            guard let name = value.string else { break }
            if Format(name: name)?.isDefined(in: draft) ?? true { facet.formats.append(value) }
            if let range = NumberType(format: name)?.narrowRange { limit(&facet, range, value) }
        default: return false
        }
        return true
    }

    private func raise(
        _ facet: inout SchemaFacet,
        _ quantity: SchemaFacet.Quantity,
        _ cursor: Cursor,
        isExclusive: Bool = false
    ) {
        tighten(&facet.lower[quantity], cursor, isExclusive, isLower: true)
    }

    private func lower(
        _ facet: inout SchemaFacet,
        _ quantity: SchemaFacet.Quantity,
        _ cursor: Cursor,
        isExclusive: Bool = false
    ) {
        tighten(&facet.upper[quantity], cursor, isExclusive, isLower: false)
    }

    /// Limits whole numbers to those that the type of a format can hold.
    private func limit(_ facet: inout SchemaFacet, _ range: ClosedRange<Int>, _ format: Cursor) {
        for (value, isLower) in [(range.lowerBound, true), (range.upperBound, false)] {
            let bound = SchemaFacet.Bound(
                value: Double(value),
                isExclusive: false,
                cursor: format,
                isScaled: true
            )
            if isLower {
                tighten(&facet.lower[.value], bound, isLower: true)
            } else {
                tighten(&facet.upper[.value], bound, isLower: false)
            }
        }
    }

    /// Keeps the tighter of two bounds.
    private func tighten(
        _ known: inout SchemaFacet.Bound?,
        _ cursor: Cursor,
        _ isExclusive: Bool,
        isLower: Bool
    ) {
        guard let value = cursor.double else { return }
        let bound = SchemaFacet.Bound(value: value, isExclusive: isExclusive, cursor: cursor)
        tighten(&known, bound, isLower: isLower)
    }

    private func tighten(
        _ known: inout SchemaFacet.Bound?,
        _ bound: SchemaFacet.Bound,
        isLower: Bool
    ) {
        if let known, !bound.isTighter(than: known, isLower: isLower) { return }
        known = bound
    }
}
