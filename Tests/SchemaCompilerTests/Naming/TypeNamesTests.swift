import ConfigDocument
import SchemaCompiler
import Testing

/// The rules for the names of types, one test for each. Types are identified by their declaration.
@Suite struct TypeNamesTests {
    private func declarations(_ schema: String) throws -> [String] {
        let source = SchemaSource(
            name: "app",
            path: "app.json",
            uri: "file:///app.json",
            document: try Document(parsing: Array(schema.utf8), as: .json, named: "app.json")
        )
        let text = try Compiler().compile([source])[0].text
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").filter { $0 != "indirect" }
            guard let first = words.first, ["struct", "enum"].contains(first) else { return nil }
            return words[1].filter { $0 != ":" }
        }
    }

    private static let object =
        #"{ "type": "object", "properties": { "a": { "type": "string" } } }"#

    @Test(arguments: [
        // `x-swift-name` comes first.
        (
            #"{ "properties": { "db": { "x-swift-name": "Store", "title": "Base", "properties": { "a": {} } } } }"#,
            ["AppConfig", "Store"]
        ),
        // A reference names its type by its key in `$defs`, wherever it is used.
        (
            ##"{ "properties": { "x": { "$ref": "#/$defs/tls-settings" } }, "$defs": { "tls-settings": \##(object) } }"##,
            ["AppConfig", "TLSSettings"]
        ),
        // A property names its own type; names of elements and entries are singular.
        (
            #"{ "properties": { "server": \#(object), "proxies": { "items": \#(object) }, "routes": { "type": "object", "additionalProperties": \#(object) } } }"#,
            ["AppConfig", "Server", "Proxy", "Route"]
        ),
        // Without a singular form, a suffix is added.
        (
            #"{ "properties": { "settings": { "items": \#(object) }, "status": { "type": "object", "additionalProperties": \#(object) } } }"#,
            ["AppConfig", "SettingsItem", "StatusEntry"]
        ),
        // Elements and entries of the document itself have a title, or no name at all.
        (
            ##"{ "additionalProperties": { "title": "Limit", "type": "object", "properties": { "n": {} } } }"##,
            ["AppConfig", "Limit"]
        ),
        (
            ##"{ "type": "array", "items": { "title": "Hook", "type": "object", "properties": { "n": {} } } }"##,
            ["AppConfig", "Hook"]
        ),
        // A type used by a single type is nested in it, and needs no unique name.
        (
            #"{ "properties": { "a": { "properties": { "log": \#(object) } }, "b": { "properties": { "log": { "properties": { "z": {} } } } } } }"#,
            ["AppConfig", "A", "Log", "B", "Log"]
        ),
        // Names of Swift's own types get a suffix for the kind of type.
        (
            #"{ "properties": { "string": \#(object), "error": { "enum": ["a", "b"] }, "type": { "enum": ["c", "d"] } } }"#,
            ["AppConfig", "StringSettings", "ErrorChoice", "Kind"]
        ),
        // A type never hides one that contains it.
        (
            #"{ "properties": { "rule": { "properties": { "rule": { "properties": { "z": {} } } } } } }"#,
            ["AppConfig", "Rule", "RuleSettings"]
        ),
        // Cases of unions are named by the constant that distinguishes them.
        (
            #"{ "properties": { "store": { "oneOf": [ { "properties": { "kind": { "const": "s3" }, "b": {} }, "required": ["kind"] }, { "properties": { "kind": { "const": "local-disk" } }, "required": ["kind"] } ] } } }"#,
            ["AppConfig", "Store", "S3", "Kind", "LocalDisk", "Kind"]
        ),
        // Or by several constants, if the property is required.
        (
            #"{ "properties": { "op": { "oneOf": [ { "properties": { "kind": { "enum": ["add", "test"] }, "b": {} }, "required": ["kind"] }, { "properties": { "kind": { "const": "remove" } }, "required": ["kind"] } ] } } }"#,
            ["AppConfig", "Op", "AddOrTest", "Kind", "Remove", "Kind"]
        ),
        // The common last component of many definitions is not a name.
        (
            ##"{ "properties": { "tls": { "$ref": "#/$defs/a/full" }, "log": { "$ref": "#/$defs/b/full" }, "mode": { "$ref": "#/$defs/c/full" } }, "$defs": { "a": { "full": \##(object) }, "b": { "full": { "properties": { "b": {} } } }, "c": { "full": { "properties": { "c": {} } } } } }"##,
            ["AppConfig", "TLS", "Log", "Mode"]
        ),
    ])
    func followTheirRule(schema: String, expected: [String]) throws {
        #expect(try declarations(schema) == expected)
    }

    /// Types of equal shape are one type, in the nearest type around all of its uses.
    @Test(arguments: [
        // The name of all uses.
        (
            #"{ "a": { "properties": { "mode": { "enum": ["x", "y"] }, "n": {} } }, "b": { "properties": { "mode": { "enum": ["y", "x"] } } } }"#,
            ["AppConfig", "A", "B", "Mode"]
        ),
        // The alternatives of a union, in any order.
        (
            #"{ "a": { "type": ["string", "boolean"] }, "b": { "anyOf": [{ "type": "boolean" }, { "type": "string" }] } }"#,
            ["AppConfig", "BoolOrString"]
        ),
        // The words that the uses have in common.
        (
            #"{ "logLevel": { "enum": ["x", "y"] }, "auditLevel": { "enum": ["x", "y"] } }"#,
            ["AppConfig", "Level"]
        ),
        // The content, if it is short.
        (
            #"{ "a": { "enum": ["on", "off"] }, "b": { "enum": ["on", "off"] } }"#,
            ["AppConfig", "OnOrOff"]
        ),
        (
            #"{ "a": { "properties": { "x": {}, "y": {} } }, "b": { "properties": { "x": {}, "y": {} } } }"#,
            ["AppConfig", "XAndY"]
        ),
        // One property in common is not enough, unless the names agree.
        (#"{ "a": \#(object), "b": \#(object) }"#, ["AppConfig", "A", "B"]),
        // Objects whose properties are described in other words remain apart.
        (
            #"{ "a": { "properties": { "x": { "type": "string", "description": "Text." } } }, "b": { "properties": { "x": { "type": "string" } } } }"#,
            ["AppConfig", "A", "B"]
        ),
        // So do those with names of their own.
        (
            #"{ "a": { "enum": ["x", "y"], "x-swift-name": "First" }, "b": { "enum": ["x", "y"] } }"#,
            ["AppConfig", "First", "B"]
        ),
    ])
    func areOneForEqualShapes(properties: String, expected: [String]) throws {
        #expect(try declarations(#"{ "properties": \#(properties) }"#) == expected)
    }

    /// Two documents may each have a `lint`, and a property names neither of them.
    @Test func tellReferencedTypesApartByWhatIsAroundThem() throws {
        let names = try declarations(
            ##"""
            { "properties": {
                "rust": { "properties": { "unused": { "$ref": "#/$defs/rust/lint" }, "dead": { "$ref": "#/$defs/rust/lint" } } },
                "clippy": { "properties": { "style": { "$ref": "#/$defs/clippy/lint" }, "perf": { "$ref": "#/$defs/clippy/lint" } } } },
              "$defs": { "rust": { "lint": { "properties": { "a": {} } } }, "clippy": { "lint": { "properties": { "b": {} } } } } }
            """##
        )
        #expect(names == ["AppConfig", "Rust", "Clippy", "Lint", "ClippyLint"])
    }

    @Test func stayWhenUnrelatedPartsChange() throws {
        let before = try declarations(#"{ "properties": { "b": \#(Self.object) } }"#)
        let after = try declarations(
            #"{ "properties": { "a": { "properties": { "b": { "properties": { "z": {} } } } }, "b": \#(Self.object), "c": { "enum": ["x", "y"] } } }"#
        )
        #expect(Set(before).isSubset(of: after))
        #expect(!after.contains { $0.contains("2") })
    }
}
