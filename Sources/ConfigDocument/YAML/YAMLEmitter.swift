/// Writes values as YAML that reads back equal, in the style that a person would use: blocks, plain
/// text where no reader of YAML 1.2 or 1.1 mistakes it, and `|` for text of several lines.
package struct YAMLEmitter: Sendable {
    /// An emitter has no options.
    package init() {}

    /// The bytes of a value, in UTF-8; the members of objects keep their order.
    package func emit(_ value: DocumentValue) -> [UInt8] {
        var output = YAMLOutput(style: YAMLStyle())
        output.writeRoot(value)
        return output.bytes + [0x0A]
    }
}

/// How blocks are laid out: what an edit takes over from the document around it.
package struct YAMLStyle: Equatable {
    /// Columns by which the members of an object stand further right than its key.
    package var step = 2
    /// Columns by which the dashes of an array stand further right than its key.
    package var dashStep = 2
    package var lineBreak: [UInt8] = [0x0A]
    /// The widest line that a list of numbers may take up.
    var width = 80

    package init() {}
}

/// YAML text while it is written. Lines are started by who writes what comes next, so the text ends
/// without a line break.
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

    /// Members from where the output stands, further ones on lines of their own.
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

    /// One member whose key starts where the output stands, in column `indent`.
    ///
    /// - Parameter isNumbered: whether numbers among its neighbours' keys go without quotes.
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

    /// What follows the `:` of a member whose key stands in column `indent`.
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

    /// One item whose dash stands where the output is, in column `indent`.
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

    /// A scalar, or a collection that fits in the line.
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

    /// The value within one line.
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

    /// Short lists of numbers and booleans, such as coordinates, are written in one line.
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
