import Foundation
import SchemaTools
import Testing

/// The messages of `schemac diff`, with the actions that they suggest.
struct DiffWordingTests {
    @Test(arguments: [
        (
            "{'type': 'object'}",
            "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'required': ['a']}",
            "/a: new required property without a default; "
                + "decide which value existing documents get"
        ),
        (
            "{'properties': {'a': {'const': '1.0.0'}}}",
            "{'properties': {'a': {'const': '2.0.0'}}}",
            #"/a: must be "2.0.0" (was "1.0.0"); the value is replaced"#
        ),
        (
            "{'properties': {'a': {'type': 'number'}}}",
            "{'properties': {'a': {'type': 'integer'}}}",
            "/a: must be a whole number (was a number); decide how other numbers are rounded"
        ),
        (
            "{'properties': {'a': {'type': ['string', 'null']}}}",
            "{'properties': {'a': {'type': 'string'}}}",
            "/a: null is no longer allowed; decide what null becomes"
        ),
        (
            "{'properties': {'a': {'type': 'array'}}}",
            "{'properties': {'a': {'type': 'array', 'uniqueItems': true}}}",
            "/a: elements must be unique; decide what becomes of repeated elements"
        ),
        (
            "{'properties': {'a': {'maximum': 9}}}",
            "{'properties': {'a': {'maximum': 8}}}",
            "/a: value must be at most 8 (was at most 9); decide what becomes of values outside"
        ),
        (
            "{'items': {'type': 'integer', 'minimum': 0}}",
            "{'items': {'type': 'integer', 'minimum': 0, 'format': 'int8'}}",
            "/*: value must be at most 127; decide what becomes of values outside"
        ),
        (
            "{'properties': {'a': {}}}",
            "{'properties': {'a': {'const': 'x'}}}",
            #"/a: must be "x"; decide what other values become"#
        ),
        (
            "{'properties': {'a': {'type': 'string'}}}",
            "{'properties': {'a': {'type': 'string', 'pattern': '^a$'}}}",
            #"/a: must match "^a$"; decide what becomes of other strings"#
        ),
        (
            "{'properties': {'a': {'x-unit': 's', 'type': 'number'}}}",
            "{'properties': {'a': {'x-unit': 'ms', 'type': 'number'}}}",
            #"/a: the unit is "ms" (was "s"); numbers are multiplied by 1000"#
        ),
        (
            "{'properties': {'a': {'default': 1}}}",
            "{'properties': {'a': {'default': 2}}}",
            "/a: the default is 2 (was 1); documents without the setting change their meaning: "
                + "decide whether they keep the old value"
        ),
        (
            "{'patternProperties': {'^x-': {'type': 'string'}}}",
            "{}",
            #"the document: members whose names match "^x-" may now have any value"#
        ),
        (
            "{'type': 'object'}",
            "{'type': 'object', 'additionalProperties': false}",
            "the document: members that the schema does not declare are no longer allowed; "
                + "decide what becomes of them"
        ),
    ])
    func namesTheNewRuleThenTheOldOne(old: String, new: String, message: String) throws {
        let folder = try Folder()
        try folder.write(old.replacing("'", with: "\""), to: "old.json")
        try folder.write(new.replacing("'", with: "\""), to: "new.json")
        let path = folder.path
        let lines = try SchemaDiff(old: path + "/old.json", new: path + "/new.json").text
            .split(separator: "\n")
        #expect(lines.contains { $0.contains(": \(message)") }, "\(lines)")
    }
}
