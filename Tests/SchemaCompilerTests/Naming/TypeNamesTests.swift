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
        // A type used by a single type is nested in it, and needs no unique name.
        (
            #"{ "properties": { "a": { "properties": { "log": \#(object) } }, "b": { "properties": { "log": { "properties": { "z": {} } } } } } }"#,
            ["AppConfig", "A", "Log", "B", "Log"]
        ),
        // Names of Swift's own types get a suffix for the kind of type.
        (
            #"{ "properties": { "string": \#(object), "error": { "enum": ["a", "b"] }, "type": { "enum": ["a", "b"] } } }"#,
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
