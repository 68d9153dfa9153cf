import ConfigDocument
import SchemaValidation

/// The values of placeholders: those of variables, files and other settings.
extension Interpolator {
    /// Applies the operator of a compose file after the name of a variable.
    mutating func choose(
        _ choice: PlaceholderText.Choice,
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> DocumentValue? {
        let found = variable(placeholder, &run)
        if case .broken = found { return nil }
        var set: DocumentValue?
        if case .value(let value) = found, !choice.countsEmpty || value != .string("") {
            set = value
        }
        switch choice.kind {
        case .fallback: return set ?? value(ofText: choice.text, &run)
        case .replacement: return set == nil ? .string("") : value(ofText: choice.text, &run)
        case .message:
            if let set { return set }
            let name = VariableReference(placeholder.argument).shown
            let reason = isShown(run.path) ? ": \(singleLine(choice.text))" : ""
            note("requires the environment variable \(name)\(reason)", "set it", run)
            return nil
        }
    }

    enum Lookup {
        case value(DocumentValue)
        case missing(String, String?)
        case broken
    }

    mutating func variable(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> Lookup {
        let name = placeholder.argument
        run.namesVariable = true
        if name.isEmpty { return noteWithoutName("env", "variable", "NAME", run) }
        let variable = VariableReference(name)
        let value = interpolation.variable(name)
        let message =
            variable.isNameless
            ? "has \"${env:…}\", which names no variable"
            : "refers to the environment variable \(variable.shown), which is not set"
        guard value != nil || variable.isPossible else {
            note(message, variable.repair, run)
            return .broken
        }
        guard interpolation.allows(variable: name) else {
            let prefixes = interpolation.environment.joined(separator: ", ")
            note(
                "refers to the environment variable \(variable.shown), which files are not allowed to use",
                prefixes.isEmpty ? nil : "names that begin with \(prefixes) are allowed",
                run
            )
            return .broken
        }
        guard let text = value else {
            let repair = "set it, or write a default: ${\(name):-default}"
            return .missing(message, placeholder.isShort ? repair : variable.repair)
        }
        guard interpolation.isText(name) else {
            note(
                "refers to the environment variable \(variable.shown), whose value is not text in UTF-8",
                nil,
                run
            )
            return .broken
        }
        run.origins.append(.environment(variable: name))
        return .value(.string(text))
    }

    private mutating func noteWithoutName(
        _ kind: String,
        _ noun: String,
        _ argument: String,
        _ run: Run
    ) -> Lookup {
        note(
            "has \"${\(kind):}\", which names no \(noun)",
            "write ${\(kind):\(argument)}, or $${\(kind):} for the text itself",
            run
        )
        return .broken
    }

    mutating func file(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> Lookup {
        let path = placeholder.argument
        if path.isEmpty { return noteWithoutName("file", "file", "PATH", run) }
        let folder = interpolation.folders.first { folder in
            path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
        }
        guard let folder, !path.split(separator: "/").contains("..") else {
            let allowed = interpolation.folders.joined(separator: ", ")
            note(
                "refers to the file \(path), which is outside the directories that files may be read from",
                allowed.isEmpty
                    ? "allow its directory: pass --allow, or Interpolation(folders: […])"
                    : "expected a file in one of \(allowed)",
                run
            )
            return .broken
        }
        let secrets = SecretFolder(path: folder, permissions: interpolation.worldReadable)
        let name = path.dropFirst(folder.count).drop { $0 == "/" }
        do throws(ConfigError) {
            guard let content = try secrets.content(of: String(name)) else {
                return .missing(
                    "refers to the file \(path), which does not exist",
                    "create it, or write a default: ${file:\(path):-default}"
                )
            }
            if let warning = content.warning { warnings.append(warning) }
            run.origins.append(.secretFile(content.path))
            return .value(.string(content.text))
        } catch {
            for finding in error.findings { note(finding, run) }
            return .broken
        }
    }

    mutating func reference(
        _ placeholder: PlaceholderText.Placeholder,
        _ run: inout Run
    ) -> Lookup {
        guard let path = DocumentPath(pointer: placeholder.argument)?.resolved(in: root) else {
            note(
                "refers to \(quoted(placeholder.argument)), which is not a JSON Pointer",
                "begin it with /",
                run
            )
            return .broken
        }
        guard let raw = root[path] else {
            guard let value = catalogue?[path]?.defaultValue else {
                return .missing("refers to \(path.pointer), where there is no setting", nil)
            }
            // A setting that no layer sets has its default.
            run.origins.append(.schemaDefault)
            copies.append((from: path, to: run.path))
            return .value(value)
        }
        let length = (lengths[path] ?? 0) + 1
        guard open.count <= Self.longestChain, length <= Self.longestChain else {
            note(
                "refers to \(path.pointer) through more than \(Self.longestChain) settings",
                nil,
                run
            )
            return .broken
        }
        let failures = failed.count
        // A reference to an enclosing object would never end.
        if run.path.starts(with: path) {
            let whole = path.isEmpty ? "the whole document" : path.pointer
            note("refers to \(whole), which it is part of", nil, run)
            return .broken
        }
        let value = resolved(raw, at: path)
        guard failed.count == failures, !failed.contains(path) else { return .broken }
        budget -= value.footprint
        guard budget >= 0 else {
            noteBudget(run)
            return .broken
        }
        lengths[run.path] = max(lengths[run.path] ?? 0, (lengths[path] ?? 0) + 1)
        let origin = notes[path]?.origin ?? origins.origin(at: path)
        run.origins.append(origin)
        run.namesVariable = run.namesVariable || placeholders[path] != nil || origin.isHidden
        copies.append((from: path, to: run.path))
        return .value(value)
    }
}
