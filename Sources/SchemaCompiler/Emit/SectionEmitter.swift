import SchemaTemplates

/// Prints the types of one document, and the schema for reading them.
struct SectionEmitter {
    private let section: SwiftSection
    /// The imported modules; nil for a section that does not begin a file.
    private let imports: Set<String>?
    /// The path of the schema file for the header.
    private let source: String
    private let options: CompilerOptions
    private let spelling: TypeSpelling
    private let templates: TemplateSet

    private var access: AccessLevel { options.access }
    private var isCodable: Bool { options.conformances.contains(.codable) }

    init(
        section: SwiftSection,
        imports: Set<String>?,
        source: String,
        options: CompilerOptions,
        templates: TemplateSet
    ) {
        (self.section, self.imports, self.source) = (section, imports, source)
        (self.options, self.templates) = (options, templates)
        let declared = Set(section.model.declared)
        spelling = TypeSpelling(section.model, isDeclared: declared.contains)
    }

    /// The text of each file.
    ///
    /// - Parameter count: the number of files for the types.
    func texts(count: Int) -> [String] {
        let types = section.types.map { type -> [String: Any] in
            var context = context(of: type)
            let name = Self.template(for: type.declaration)
            context["declaration"] = indented(
                templates.render(name, context),
                type.declaration
            )
            if type.isReadByExtension {
                context["conformance"] = templates.render(name + "Reading", context)
            }
            return context
        }
        let parts = FileParts.divided(types, into: templates.divides ? count : 1) {
            Self.length($0["declaration"]) + Self.length($0["conformance"])
        }
        return parts.enumerated().map { text(of: $1, isFirst: $0 == 0) }
    }

    private static func length(_ text: Any?) -> Int { (text as? String)?.utf8.count ?? 0 }

    private func text(of types: [[String: Any]], isFirst: Bool) -> String {
        templates.render(
            "File",
            [
                "source": SwiftText.commentLines(source, width: .max).joined(separator: " "),
                "isWhole": imports != nil,
                "header": header(),
                "imports": importLines(),
                "types": types,
                "access": access.prefix,
                "root": spelling.path(section.model.root),
                "hasSchema": isFirst && section.schema != nil,
                "schema": isFirst ? section.schema.map(SchemaText.text) ?? "" : "",
                "embedded": !isFirst
                    ? []
                    : section.embedded.map { text -> [String: Any] in
                        [
                            "name": SwiftText.identifier(text.name), "docs": text.docs,
                            "value": text.value,
                        ]
                    },
            ]
        )
    }

    /// The user's own comment lines, after the line with the source of the file.
    private func header() -> [String] {
        if options.header.isEmpty { return [] }
        let lines = SwiftText.commentLines(options.header, width: .max)
        return ["//"] + lines.map { $0.isEmpty ? "//" : "// " + $0 } + [""]
    }

    /// Imports in the order of the formatter. The compiler prints the line of a missing module, so
    /// that its comment reaches users whose type has just got a second version.
    private func importLines() -> [String] {
        let prefix = access == .internal ? "" : access.rawValue + " "
        return (imports ?? []).sorted().map { module in
            let comment = "  // a product of swift-typed-config, which the target must depend on"
            return "\(prefix)import \(module)" + (module == RuntimeName.migrations ? comment : "")
        }
    }

    /// Nested types are in an extension of their owner.
    private func indented(_ text: String, _ type: TypeDeclaration) -> String {
        guard type.owner != nil else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    }

    /// The template of a declaration. The one for reading has the same name with the suffix
    /// `Reading`.
    private static func template(for type: TypeDeclaration) -> String {
        switch type.body {
        case .structure: "Structure"
        case .tuple: "Tuple"
        case .enumeration(let enumeration): enumeration.isOpen ? "OpenEnumeration" : "Enumeration"
        case .union: "Union"
        case .wrapper: "Wrapper"
        case .namespace: "Namespace"
        }
    }

    // MARK: Contexts

    private func context(of declared: SwiftType) -> [String: Any] {
        let (id, type) = (declared.id, declared.declaration)
        let isNested = type.owner != nil
        let indent = isNested ? 4 : 0
        var context: [String: Any] = [
            "access": access.prefix,
            "docs": CommentText.lines(type.documentation, indent: indent),
            "name": SwiftText.identifier(type.name),
            "path": spelling.path(id),
            "isRoot": declared.isConfig,
            "isNested": isNested,
            "owner": type.owner.map(spelling.path) ?? "",
            "ownerExtension": type.owner.map { HeaderText.extension(of: spelling.path($0)) } ?? "",
            "extension": HeaderText.extension(
                of: spelling.path(id),
                conformingTo: declared.readingConformances.joined(separator: ", ")
            ),
            "protocol": declared.readingProtocol,
            "opening": HeaderText.opening(
                "\(access.prefix)\(Self.keyword(type)) \(SwiftText.identifier(type.name))",
                conformingTo: declared.conformances,
                indent: indent
            ),
            "root": section.schemaOwner,
            "isCodable": isCodable,
            "hasInitializer": declared.hasInitializer,
        ]
        switch type.body {
        case .structure:
            if let code = declared.structure {
                add(
                    StructureContext(spelling: spelling, id: id, indent: indent, access: access)
                        .context(code),
                    to: &context
                )
            }
        case .tuple(let tuple):
            add(
                StructureContext(spelling: spelling, id: id, indent: indent, access: access)
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
}
