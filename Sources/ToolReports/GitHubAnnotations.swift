import ConfigDocument
import SchemaValidation

/// Findings as workflow commands (GitHub, "Workflow commands for GitHub Actions"), one per line:
///
///     ::error file=config/http.yaml,line=4,col=7,title=maximum::port is 70000; …
struct GitHubAnnotations {
    let text: String

    init(_ report: CheckReport) {
        text = report.results.map(Self.command).joined(separator: "\n")
    }

    private static func command(_ result: CheckResult) -> String {
        let finding = result.finding
        var properties = [("file", singleLine(finding.file, limit: .max))]
        if let position = finding.position {
            properties += [("line", "\(position.line)"), ("col", "\(position.column)")]
        }
        properties.append(("title", result.rule))
        let list = properties.map { "\($0)=\(escaped($1, also: [":", ","]))" }
        return "::\(finding.severity.rawValue) \(list.joined(separator: ","))::"
            + escaped(result.text, also: [])
    }

    /// Escapes exactly what the runner unescapes: only these characters end a command or a
    /// property.
    private static func escaped(_ text: String, also more: Set<Unicode.Scalar>) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where more.contains(scalar): result += "%3A"
            case "," where more.contains(scalar): result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
