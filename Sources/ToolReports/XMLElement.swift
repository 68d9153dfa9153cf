import ConfigDocument

/// An element of an XML 1.0 document.
struct XMLElement {
    let name: String
    var attributes: [(name: String, value: String)]
    var content: [XMLElement] = []
    var text = ""

    init(
        _ name: String,
        _ attributes: [(String, String)],
        _ content: [XMLElement] = [],
        text: String = ""
    ) {
        self.name = name
        self.attributes = attributes
        self.content = content
        self.text = text
    }

    /// The document with this root.
    var document: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + lines(indent: "").joined(separator: "\n")
    }

    private func lines(indent: String) -> [String] {
        let list = attributes.map { " \($0)=\"\(Self.escaped($1))\"" }.joined()
        let start = "\(indent)<\(name)\(list)"
        guard content.isEmpty else {
            return [start + ">"] + content.flatMap { $0.lines(indent: indent + "  ") }
                + ["\(indent)</\(name)>"]
        }
        return [text.isEmpty ? start + "/>" : start + ">\(Self.escaped(text))</\(name)>"]
    }

    /// Escapes text; characters that XML 1.0 does not allow (section 2.2) are written as the
    /// visible escapes of `printable`.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in printable(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            case "\t": result += "&#9;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
