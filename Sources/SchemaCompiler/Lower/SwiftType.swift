/// A type in a generated file.
struct SwiftType {
    let id: TypeID
    let declaration: TypeDeclaration
    /// True if it is the type of a whole document.
    let isConfig: Bool
    /// The conformances of its declaration.
    let conformances: [String]
    /// The protocol for reading and writing it.
    let readingProtocol: String
    /// The conformances of the extension that reads and writes it.
    let readingConformances: [String]
    /// True if that extension exists; an enumeration with raw values needs none.
    let isReadByExtension: Bool
    /// True if Swift's memberwise initialiser is not sufficient.
    let hasInitializer: Bool
    let code: Code

    /// The content of its body, with the way to read and write it.
    enum Code {
        case structure(StructureCode)
        case tuple(TupleCode)
        case enumeration(Enumeration)
        case union(UnionCode)
        case wrapper(Wrapper)
        case namespace
    }

    init(_ id: TypeID, of model: Model, _ options: CompilerOptions) {
        self.id = id
        declaration = model.types[id]
        isConfig = id == model.root && !model.isLibrary
        conformances = declaration.body.conformances(options)
        readingProtocol = RuntimeName.qualified(isConfig ? "ConfigType" : "ConfigConvertible")
        let isCodable =
            options.conformances.contains(.codable) && !declaration.body.isClosedEnumeration
        readingConformances =
            [readingProtocol] + (isCodable ? [RuntimeName.qualified("ConfigCodable")] : [])
        isReadByExtension = declaration.body.isReadByExtension(isConfig: isConfig)
        hasInitializer = model.needsInitializer(declaration.body, access: options.access)
        code =
            switch declaration.body {
            case .structure(let structure): .structure(StructureCode(structure, in: model.types))
            case .tuple(let tuple): .tuple(TupleCode(tuple))
            case .enumeration(let enumeration): .enumeration(enumeration)
            case .union(let union): .union(UnionCode(union))
            case .wrapper(let wrapper): .wrapper(wrapper)
            case .namespace: .namespace
            }
    }
}

extension TypeDeclaration.Body {
    fileprivate func conformances(_ options: CompilerOptions) -> [String] {
        if case .enumeration(let enumeration) = self {
            if enumeration.isOpen { return ["Sendable", "Hashable"] }
            let raw = enumeration.rawType == .string ? "String" : "Int"
            // Synthesised by Swift, with the raw value.
            let codable = options.conformances.contains(.codable) ? ["Codable"] : []
            return [raw, RuntimeName.qualified("ConfigEnum")] + codable
        }
        if options.conformances.contains(.hashable) { return ["Sendable", "Hashable"] }
        return options.conformances.contains(.equatable) ? ["Sendable", "Equatable"] : ["Sendable"]
    }

    fileprivate func isReadByExtension(isConfig: Bool) -> Bool {
        if case .namespace = self { return false }
        return isConfig || !isClosedEnumeration
    }

    fileprivate var isClosedEnumeration: Bool {
        if case .enumeration(let enumeration) = self { !enumeration.isOpen } else { false }
    }
}

extension Model {
    /// Swift's own initialiser is internal, and has neither defaults nor boxes.
    fileprivate func needsInitializer(
        _ body: TypeDeclaration.Body,
        access: AccessLevel
    ) -> Bool {
        switch body {
        case .structure(let structure) where structure.isLarge:
            return structure.properties.contains(where: \.isRequired)
        case .structure(let structure):
            return access != .internal || structure.extrasName != nil
                || structure.additional != nil
                || !structure.properties.allSatisfy {
                    $0.isRequired && !$0.isBoxed && $0.deprecation == nil
                        && types.onlyCase(of: $0.type) == nil
                }
        case .tuple(let tuple):
            return access != .internal || tuple.rest != nil
                || !tuple.elements.allSatisfy { $0.isRequired && !$0.isBoxed }
        case .wrapper: return access != .internal
        case .enumeration, .union, .namespace: return false
        }
    }
}
