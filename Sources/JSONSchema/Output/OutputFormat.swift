public import ConfigDocument
import SchemaValidation

/// The output formats of JSON Schema (Core 2020-12, section 12.4), for tools that process results.
public enum OutputFormat: String, Sendable, CaseIterable {
    /// Only the verdict.
    case flag
    /// All errors, or all annotations, as an array.
    case basic
    /// Errors or annotations as a tree, without empty nodes.
    case detailed
    /// Every keyword that was evaluated, as a tree.
    case verbose
}

extension ValidationProgram {
    /// The result of validating a document, in a format that the specification defines.
    ///
    /// Locations are JSON Pointers; absolute ones are URIs, based on `$id` or the base URI.
    /// Annotations of applicators (`properties`, `items`, `contains`, …) are always included;
    /// purely descriptive ones (`title`, `default`, `format`, unknown keywords, …) only if the
    /// program was compiled with `Options.keepsAnnotations`. An applicator without matches has no
    /// annotation. `$comment`, `$defs` and other keywords without a result are omitted. Errors
    /// never show secret values. If a limit ended the run, the result is invalid and its error
    /// names the limit (`findings(in:)` reports it as `isUnjudged`); a valid document whose trace
    /// would exceed a limit is valid without annotations.
    public func output(for document: Document, as format: OutputFormat) -> DocumentValue {
        if format == .flag { return ["valid": .bool(accepts(document))] }
        let root = outputTree(of: document)
        switch format {
        case .flag, .basic:
            var object = DocumentObject()
            object["valid"] = .bool(root.isValid)
            object[root.listName] = .array(root.leaves.map(\.value))
            return .object(object)
        case .detailed:
            var condensed = root
            condensed.nested = root.condensedNested
            return condensed.value
        case .verbose: return root.value
        }
    }

    private func outputTree(of document: Document) -> OutputUnit {
        let run = trace(document)
        guard let root = run.root, run.exhaustion == nil else {
            return OutputUnit(
                isValid: run.isValid,
                keywordLocation: "",
                instanceLocation: "",
                error: run.isValid ? nil : run.exhaustion
            )
        }
        return OutputBuilder(document: document, program: storage, run: run).unit(of: root)
    }
}
