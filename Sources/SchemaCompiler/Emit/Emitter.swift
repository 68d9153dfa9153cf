import SchemaTemplates
import SchemaValidation

/// Prints a model as Swift source, through the templates. Decides nothing.
struct Emitter {
    struct Input {
        var model: Model
        /// The schema file as the header names it.
        var source: String
        var schemaName: String
        var version: String?
        /// The variables that `x-env` names, by the pointers of their settings.
        var variables: [(pointer: String, name: String)] = []
        /// The encoded validation program.
        /// Empty for types that have none of their own.
        var program = ""
        var options: CompilerOptions
        /// Documents as Swift, with the names of the properties that hold them.
        var embedded: [EmbeddedDocument.Text] = []

        /// Without the header: for what follows in a file that has one.
        var isPart = false
        /// Whether the migrations of documents follow, which take more than one module.
        var migrates = false
        /// The type whose schema documents of these types are read by; nil for the root.
        var codableRoot: String?
        /// The number of files that the types are divided into.
        var fileCount = 1

        var access: AccessLevel { options.access }
        var isCodable: Bool { options.conformances.contains(.codable) }
    }

    private let input: Input
    private let spelling: TypeSpelling
    private let templates: TemplateSet

    init(_ input: Input, templates: TemplateSet) {
        self.input = input
        self.templates = templates
        let declared = Set(input.model.declared)
        spelling = TypeSpelling(input.model, isDeclared: declared.contains)
    }

    /// The text of each file.
    func texts() -> [String] {
        let types = readingOrder().map { id -> [String: Any] in
            let type = input.model.types[id]
            var context = context(of: id, type)
            context["declaration"] = indented(
                templates.render(declarationTemplate(type), context),
                type
            )
            if let template = conformanceTemplate(type, id) {
                context["conformance"] = templates.render(template, context)
            }
            return context
        }
        let parts = FileParts.divided(types, into: templates.divides ? input.fileCount : 1) {
            Self.length($0["declaration"]) + Self.length($0["conformance"])
        }
        return parts.enumerated().map { text(of: $1, isFirst: $0 == 0) }
    }

    private static func length(_ text: Any?) -> Int { (text as? String)?.utf8.count ?? 0 }

    private func text(of types: [[String: Any]], isFirst: Bool) -> String {
        templates.render(
            "File",
            [
                "source": SwiftText.commentLines(input.source, width: .max).joined(separator: " "),
                "isWhole": !input.isPart,
                "header": header(),
                "imports": imports(),
                "types": types,
                "access": input.access.prefix,
                "root": spelling.path(input.model.root),
                "hasSchema": isFirst && !input.model.isLibrary,
                "schema": isFirst && !input.model.isLibrary ? schema() : "",
                "embedded": !isFirst
                    ? []
                    : input.embedded.map { text -> [String: Any] in
                        [
                            "name": SwiftText.identifier(text.name), "docs": text.docs,
                            "value": text.value,
                        ]
                    },
            ]
        )
    }

    /// The user's own lines of comment, after the one that says where the file comes from.
    private func header() -> [String] {
        if input.options.header.isEmpty { return [] }
        let lines = SwiftText.commentLines(input.options.header, width: .max)
        return ["//"] + lines.map { $0.isEmpty ? "//" : "// " + $0 } + [""]
    }

    /// In the order that the formatter gives them.
    private func imports() -> [String] {
        let prefix = input.access == .internal ? "" : input.access.rawValue + " "
        let modules = [RuntimeName.module] + (input.migrates ? [RuntimeName.migrations] : [])
        return Set(input.options.imports + modules).sorted().map { "\(prefix)import \($0)" }
    }

    /// Each type is followed by those that are nested in it.
    private func readingOrder() -> [TypeID] {
        var nested: [TypeID: [TypeID]] = [:]
        for id in input.model.declared.reversed() {
            if let owner = input.model.types[id].owner { nested[owner, default: []].append(id) }
        }
        var order: [TypeID] = []
        // Side by side they follow the root, in the order of their declaration.
        let others = input.model.declared.filter {
            $0 != input.model.root && input.model.types[$0].owner == nil
        }
        var open = others.reversed() + input.model.declared.filter { $0 == input.model.root }
        while let id = open.popLast() {
            order.append(id)
            open += nested[id] ?? []
        }
        return order
    }

    /// Nested types stand in an extension of their owner.
    private func indented(_ text: String, _ type: TypeDeclaration) -> String {
        guard type.owner != nil else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    }

    private func declarationTemplate(_ type: TypeDeclaration) -> String {
        switch type.body {
        case .structure: "Structure"
        case .tuple: "Tuple"
        case .enumeration(let enumeration): enumeration.isOpen ? "OpenEnumeration" : "Enumeration"
        case .union: "Union"
        case .wrapper: "Wrapper"
        case .namespace: "Namespace"
        }
    }

    private func conformanceTemplate(_ type: TypeDeclaration, _ id: TypeID) -> String? {
        switch type.body {
        case .structure: "StructureReading"
        case .tuple: "TupleReading"
        case .enumeration(let enumeration):
            enumeration.isOpen
                ? "OpenEnumerationReading" : isConfig(id) ? "EnumerationReading" : nil
        case .union: "UnionReading"
        case .wrapper: "WrapperReading"
        case .namespace: nil
        }
    }

    // MARK: Contexts

    /// Whether a type stands for whole configuration files.
    private func isConfig(_ id: TypeID) -> Bool {
        id == input.model.root && !input.model.isLibrary
    }

    private func context(of id: TypeID, _ type: TypeDeclaration) -> [String: Any] {
        let isRoot = isConfig(id)
        let isNested = type.owner != nil
        let indent = isNested ? 4 : 0
        let protocols = [RuntimeName.qualified(isRoot ? "ConfigType" : "ConfigConvertible")] + codable(type)
        var context: [String: Any] = [
            "access": input.access.prefix,
            "docs": CommentText.lines(type.documentation, indent: indent),
            "name": SwiftText.identifier(type.name),
            "path": spelling.path(id),
            "isRoot": isRoot,
            "isNested": isNested,
            "owner": type.owner.map(spelling.path) ?? "",
            "ownerExtension": type.owner.map { HeaderText.extension(of: spelling.path($0)) } ?? "",
            "extension": HeaderText.extension(
                of: spelling.path(id),
                conformingTo: protocols.joined(separator: ", ")
            ),
            "protocol": RuntimeName.qualified(isRoot ? "ConfigType" : "ConfigConvertible"),
            "opening": HeaderText.opening(
                "\(input.access.prefix)\(Self.keyword(type)) \(SwiftText.identifier(type.name))",
                conformingTo: conformances(type),
                indent: indent
            ),
            "root": input.codableRoot ?? spelling.path(input.model.root),
            "isCodable": input.isCodable,
        ]
        switch type.body {
        case .structure(let structure):
            add(
                StructureContext(spelling: spelling, id: id, indent: indent, access: input.access)
                    .context(structure),
                to: &context
            )
        case .tuple(let tuple):
            add(
                StructureContext(spelling: spelling, id: id, indent: indent, access: input.access)
                    .context(tuple),
                to: &context
            )
        case .enumeration(let enumeration):
            add(self.context(enumeration, indent: indent), to: &context)
        case .union(let union):
            add(
                UnionContext(spelling: spelling, id: id, indent: indent).context(union),
                to: &context
            )
        case .wrapper(let wrapper):
            context["source"] = wrapper.name == "value" ? "self.value" : wrapper.name
            context["hasInitializer"] = input.access != .internal
            context["property"] = SwiftText.identifier(wrapper.name)
            context["type"] = spelling.spell(wrapper.type, in: id)
        case .namespace: break
        }
        return context
    }

    private static func keyword(_ type: TypeDeclaration) -> String {
        switch type.body {
        case .structure, .tuple, .wrapper: "struct"
        case .enumeration: "enum"
        case .union(let union): union.isIndirect ? "indirect enum" : "enum"
        case .namespace: "enum"
        }
    }

    /// What a declaration says that it conforms to.
    private func conformances(_ type: TypeDeclaration) -> [String] {
        if case .enumeration(let enumeration) = type.body {
            if enumeration.isOpen { return ["Sendable", "Hashable"] }
            let raw = enumeration.rawType == .string ? "String" : "Int"
            // By Swift's own means, which encode the raw value.
            return [raw, RuntimeName.qualified("ConfigEnum")] + (input.isCodable ? ["Codable"] : [])
        }
        let options = input.options.conformances
        if options.contains(.hashable) { return ["Sendable", "Hashable"] }
        return options.contains(.equatable) ? ["Sendable", "Equatable"] : ["Sendable"]
    }

    private func codable(_ type: TypeDeclaration) -> [String] {
        guard input.isCodable else { return [] }
        if case .enumeration(let enumeration) = type.body, !enumeration.isOpen { return [] }
        return [RuntimeName.qualified("ConfigCodable")]
    }

    private func add(_ other: [String: Any], to context: inout [String: Any]) {
        context.merge(other) { $1 }
    }

    private func context(_ enumeration: Enumeration, indent: Int) -> [String: Any] {
        let isText = enumeration.rawType == .string
        let cases = enumeration.cases.map { value -> [String: Any] in
            let name = SwiftText.identifier(value.name)
            let raw = isText ? SwiftText.literal(value.raw) : SwiftText.grouped(value.raw)
            let isSame = isText && value.raw.utf8.elementsEqual(value.name.utf8)
            return [
                "docs": CommentText.lines(value.documentation, indent: indent + 4),
                "name": name,
                "member": SwiftText.member(value.name),
                "raw": raw,
                "declaration": isSame && !enumeration.isOpen
                    ? name : CallText.assignment("\(name) =", raw, indent: indent + 9, base: 8),
            ]
        }
        return ["cases": cases]
    }

    /// `CompiledSchema(…)`, the program in lines of the usual length.
    private func schema() -> String {
        SchemaText.text(
            name: input.schemaName,
            version: input.version,
            variables: input.variables,
            program: input.program
        )
    }
}

/// `CompiledSchema(…)`, the program in lines of the usual length.
enum SchemaText {
    static func text(
        name: String,
        version: String?,
        variables: [(pointer: String, name: String)] = [],
        program text: String
    ) -> String {
        let inner = "        "
        var lines = [
            "\(RuntimeName.qualified("CompiledSchema"))(",
            "\(inner)format: .v\(ValidationProgram.format),  // schemac and the runtime are of one version",
            "\(inner)name: \(SwiftText.literal(name)),",
        ]
        if let version {
            lines.append("\(inner)version: \(SwiftText.literal(version)),")
        }
        if !variables.isEmpty {
            let list = variables.map { variable -> CallText.Argument in
                "\(SwiftText.literal(variable.pointer)): \(SwiftText.literal(variable.name))"
            }
            let argument = CallText.Argument("variables: [", list, "]")
            lines.append("\(inner)\(argument.broken(indent: 8, base: 8)),")
        }
        let program = Array(text.utf8)
        if program.count < 60 {
            lines.append("\(inner)program: \(SwiftText.literal(text))")
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
