package import ConfigDocument
package import SchemaValidation

extension ConfigEvent {
    package var json: DocumentValue {
        var object = DocumentObject()
        object["time"] = .string(time.description)
        object["event"] = .string(kind.rawValue)
        object["config"] = .string(name)
        object["outside"] = .bool(isOutside)
        object["files"] = .array(
            contents.map { ["file": .string($0.file), "hash": .string($0.hash)] }
        )
        object["changes"] = .array(changes.map(\.json))
        object["findings"] = .array(findings.map(\.json))
        return .object(object)
    }
}

extension SettingChange {
    package var json: DocumentValue {
        var object = DocumentObject()
        object["key"] = .string(key)
        object["kind"] = .string(kind.rawValue)
        object["secret"] = .bool(isSecret)
        if needsRestart { object["needsRestart"] = true }
        object["old"] = old
        object["new"] = new
        object["origin"] = origin.map { .string($0.description) }
        return .object(object)
    }
}

extension Finding {
    package var json: DocumentValue {
        var object = DocumentObject()
        object["severity"] = .string(severity.rawValue)
        object["message"] = .string(message)
        object["suggestion"] = suggestion.map(DocumentValue.string)
        object["file"] = .string(file)
        object["line"] = position.map { .int($0.line) }
        object["column"] = position.map { .int($0.column) }
        object["instanceLocation"] = .string(instanceLocation)
        return .object(object)
    }
}
