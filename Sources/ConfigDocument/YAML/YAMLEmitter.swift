/// Writes values as YAML that parses to an equal value, in the style of a person: blocks, plain
/// text where readers of YAML 1.2 and 1.1 agree, and `|` for multi-line strings.
package struct YAMLEmitter: Sendable {
    /// Creates an emitter, which has no options.
    package init() {}

    /// The bytes of a value in UTF-8; the order of members is preserved.
    package func emit(_ value: DocumentValue) -> [UInt8] {
        var output = YAMLOutput(style: YAMLStyle())
        output.writeRoot(value)
        return output.bytes + [0x0A]
    }
}

/// The layout of blocks, which an edit adopts from the surrounding document.
package struct YAMLStyle: Equatable {
    /// The indentation of an object's members relative to its key, in columns.
    package var step = 2
    /// The indentation of an array's dashes relative to its key, in columns.
    package var dashStep = 2
    package var lineBreak: [UInt8] = [0x0A]
    /// The maximum width of an array of numbers on one line.
    var width = 80

    package init() {}
}

/// The output of YAML text. Whoever writes the next line starts it, so that the text ends without a
/// line break.
package struct YAMLOutput {
    package private(set) var bytes: [UInt8] = []
    let style: YAMLStyle

    package init(style: YAMLStyle) {
        self.style = style
    }

    // MARK: Blocks

    package mutating func writeRoot(_ value: DocumentValue) {
        switch value {
        case .object(let object) where !object.isEmpty: writeMembers(object, indent: 0)
        case .array(let elements)
        where !elements.isEmpty && inlineArray(elements, column: 0) == nil:
            writeItems(elements, indent: 0)
        case .string(let text):
            if let literal = YAMLLiteral(text), !literal.needsIndicator {
                writeLiteral(literal, indent: 2)
            } else {
                writeFlow(value)
            }
        default: writeFlow(value)
        }
    }

    /// Writes members from the current position, each further one on a line of its own.
    mutating func writeMembers(_ object: DocumentObject, indent: Int) {
        for (index, member) in object.members.enumerated() {
            if index > 0 { startLine(indent) }
            writeMember(member.key, member.value, indent: indent)
        }
    }

    mutating func writeItems(_ elements: [DocumentValue], indent: Int) {
        for (index, element) in elements.enumerated() {
            if index > 0 { startLine(indent) }
            writeItem(element, indent: indent)
        }
    }

    /// Writes one member whose key starts at the current position, in column `indent`.
    ///
    /// - Parameter isNumbered: whether adjacent numeric keys are not quoted.
    package mutating func writeMember(
        _ key: String,
        _ value: DocumentValue,
        indent: Int,
        isNumbered: Bool = false
    ) {
        let text = YAMLText.key(key, inFlow: false, isNumbered: isNumbered)
        if text.utf8.count > YAMLText.longestSimpleKey {
            put("? ")
            put(text)
            startLine(indent)
        } else {
            put(text)
        }
        put(":")
        writeMemberValue(value, indent: indent, column: indent + text.utf8.count + 2)
    }

    /// Writes the text after the `:` of a member whose key is in column `indent`.
    package mutating func writeMemberValue(_ value: DocumentValue, indent: Int, column: Int) {
        switch value {
        case .object(let object) where !object.isEmpty:
            startLine(indent + style.step)
            writeMembers(object, indent: indent + style.step)
        case .array(let elements)
        where !elements.isEmpty && inlineArray(elements, column: column) == nil:
            startLine(indent + style.dashStep)
            writeItems(elements, indent: indent + style.dashStep)
        default:
            put(" ")
            writeScalar(value, contentIndent: indent + style.step, parentIndent: indent)
        }
    }

    /// Writes one item whose dash is at the current position, in column `indent`.
    package mutating func writeItem(_ value: DocumentValue, indent: Int) {
        put("- ")
        switch value {
        case .object(let object) where !object.isEmpty: writeMembers(object, indent: indent + 2)
        case .array(let elements)
        where !elements.isEmpty && inlineArray(elements, column: indent + 2) == nil:
            writeItems(elements, indent: indent + 2)
        default: writeScalar(value, contentIndent: indent + 2, parentIndent: indent)
        }
    }

    /// A scalar, or a collection that fits on the line.
    private mutating func writeScalar(_ value: DocumentValue, contentIndent: Int, parentIndent: Int)
    {
        if case .string(let text) = value, let literal = YAMLLiteral(text),
            contentIndent - parentIndent <= 9 || !literal.needsIndicator
        {
            writeLiteral(literal, indent: contentIndent, indicator: contentIndent - parentIndent)
        } else {
            writeFlow(value)
        }
    }

    private mutating func writeLiteral(_ literal: YAMLLiteral, indent: Int, indicator: Int = 2) {
        put("|")
        if literal.needsIndicator { put("\(indicator)") }
        put(literal.chomping)
        for line in literal.lines {
            bytes += style.lineBreak
            guard !line.isEmpty else { continue }
            bytes.append(contentsOf: repeatElement(0x20, count: indent))
            bytes += line.utf8
        }
    }

    package mutating func startLine(_ indent: Int) {
        bytes += style.lineBreak
        bytes.append(contentsOf: repeatElement(0x20, count: indent))
    }

    // MARK: Flow

    /// Writes the value on one line.
    mutating func writeFlow(_ value: DocumentValue) {
        put(Self.flow(value))
    }

    package static func flow(_ value: DocumentValue, inFlow: Bool = false) -> String {
        switch value {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .int(let value): return "\(value)"
        case .double(let value): return NumberText.json(value) ?? "null"
        case .number(let text):
            return NumberText.json(text) ?? YAMLText.scalar(text, inFlow: inFlow)
        case .string(let text): return YAMLText.scalar(text, inFlow: inFlow)
        case .array(let elements):
            return "[\(elements.map { flow($0, inFlow: true) }.joined(separator: ", "))]"
        case .object(let object):
            let members = object.members.map { member in
                flowMember(member.key, member.value)
            }
            return "{\(members.joined(separator: ", "))}"
        }
    }

    package static func flowMember(
        _ key: String,
        _ value: DocumentValue,
        isNumbered: Bool = false
    ) -> String {
        let text = YAMLText.key(key, inFlow: true, isNumbered: isNumbered)
        let value = flow(value, inFlow: true)
        return text.utf8.count > YAMLText.longestSimpleKey
            ? "? \(text) : \(value)" : "\(text): \(value)"
    }

    /// Short arrays of numbers and booleans, such as coordinates, are written on one line.
    private func inlineArray(_ elements: [DocumentValue], column: Int) -> String? {
        guard elements.count <= style.width else { return nil }
        for element in elements {
            switch element {
            case .int, .double, .number, .bool, .null: continue
            default: return nil
            }
        }
        let text = Self.flow(.array(elements))
        return column + text.utf8.count <= style.width ? text : nil
    }

    package mutating func put(_ text: String) { bytes += text.utf8 }
}
