package import ConfigDocument
import SchemaValidation

/// A type with rules of its own, which a schema cannot express.
///
///     extension PoolConfig: ConfigChecked {
///         func check(_ report: inout ConfigCheck<PoolConfig>) {
///             if connections > workers * 4 {
///                 report.refuse("there are more than four connections a worker", at: \.connections)
///             }
///         }
///     }
///
/// The check runs wherever the type is validated: when it is loaded, reloaded and saved, by
/// `validate` of a command line with the type, and in tests. It runs on values that the schema
/// allows, so that it need not repeat the rules of the schema, and must depend on the value alone.
public protocol ConfigChecked: ConfigType {
    /// Reports everything that is wrong with the value.
    func check(_ report: inout ConfigCheck<Self>)
}

/// The findings of a type's check, each at the place of a setting in its file.
///
/// Messages are printed and logged: they must not quote secrets.
public struct ConfigCheck<Root: ConfigType> {
    private let document: Document
    package private(set) var findings: [Finding] = []
    private let catalogue = OnDemand { SettingCatalogue(of: Root.self) }

    package init(of document: Document) { self.document = document }

    /// Refuses the value.
    ///
    /// - Parameters:
    ///   - message: the setting, its value and the rule that it breaks.
    ///   - path: the setting. Properties of optional values and of elements have no place of their
    ///     own in memory, so name the property that holds them, and the rest by `inside`.
    ///   - inside: the way on from that setting, such as `[2].port`.
    ///   - suggestion: the repair, if there is an obvious one.
    public mutating func refuse<Member>(
        _ message: String,
        at path: KeyPath<Root, Member>,
        inside: DocumentPath? = nil,
        suggestion: String? = nil
    ) {
        note(.error, message, place(of: path, inside), suggestion)
    }

    /// Refuses the value, at a setting that is named by its path.
    public mutating func refuse(
        _ message: String,
        at path: DocumentPath,
        suggestion: String? = nil
    ) {
        note(.error, message, path, suggestion)
    }

    /// Warns of a value that is taken: `validate` prints it.
    public mutating func warn<Member>(
        _ message: String,
        at path: KeyPath<Root, Member>,
        inside: DocumentPath? = nil,
        suggestion: String? = nil
    ) {
        note(.warning, message, place(of: path, inside), suggestion)
    }

    private func place<Member>(
        of path: KeyPath<Root, Member>,
        _ inside: DocumentPath?
    ) -> DocumentPath {
        (catalogue.value?.setting(at: path)?.path ?? []) + (inside ?? [])
    }

    private mutating func note(
        _ severity: Finding.Severity,
        _ message: String,
        _ path: DocumentPath,
        _ suggestion: String?
    ) {
        // A setting that is not in the file is at the object that would hold it.
        var cursor = document.root
        for step in path {
            guard let next = cursor.child(at: step) else { break }
            cursor = next
        }
        var finding = Finding(
            message: message,
            suggestion: suggestion,
            file: document.name,
            position: cursor.position
        )
        finding.severity = severity
        finding.instanceLocation = path.pointer
        findings.append(finding)
    }
}

extension ConfigType {
    /// The findings of the type's own check; none for a type without one.
    package func ownFindings(in document: Document) -> [Finding] {
        // Asked of the type, so that a value without a check is not copied.
        guard Self.self is any ConfigChecked.Type, let value = self as? any ConfigChecked else {
            return []
        }
        return value.checked(in: document)
    }
}

extension ConfigChecked {
    package func checked(in document: Document) -> [Finding] {
        var report = ConfigCheck<Self>(of: document)
        check(&report)
        return report.findings
    }
}
