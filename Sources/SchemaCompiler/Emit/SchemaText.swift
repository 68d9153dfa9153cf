import SchemaValidation

/// `CompiledSchema(…)`, with the program in lines of the usual length.
enum SchemaText {
    static func text(of schema: SwiftSchema) -> String {
        let inner = "        "
        var lines = [
            "\(RuntimeName.qualified("CompiledSchema"))(",
            "\(inner)format: .v\(ValidationProgram.format),  // schemac and the runtime are of one version",
            "\(inner)name: \(SwiftText.literal(schema.name)),",
        ]
        if let version = schema.version {
            lines.append("\(inner)version: \(SwiftText.literal(version)),")
        }
        if let place = schema.versionPlace {
            lines.append("\(inner)versionPlace: \(SwiftText.literal(place)),")
        }
        if !schema.variables.isEmpty {
            let list = schema.variables.map { variable -> CallText.Argument in
                let name = variable.name.map(SwiftText.literal) ?? "nil"
                return "\(SwiftText.literal(variable.pointer)): \(name)"
            }
            let argument = CallText.Argument("variables: [", list, "]")
            lines.append("\(inner)\(argument.broken(indent: 8, base: 8)),")
        }
        let program = Array(schema.program.utf8)
        if program.count < 60 {
            lines.append("\(inner)program: \(SwiftText.literal(schema.program))")
        } else {
            lines.append("\(inner)program: \"\"\"")
            var start = 0
            while start < program.count {
                let end = min(start + 84, program.count)
                let isLast = end == program.count
                lines.append(
                    "            " + String(decoding: program[start..<end], as: UTF8.self)
                        + (isLast ? "" : "\\")
                )
                start = end
            }
            lines.append("            \"\"\"")
        }
        lines.append("    )")
        return lines.joined(separator: "\n")
    }
}
