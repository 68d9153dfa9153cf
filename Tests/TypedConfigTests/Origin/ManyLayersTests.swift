import ConfigDocument
import SchemaValidation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ManyLayersTests {
    private func merged(_ layers: [LayeredValue]) -> DocumentValue {
        var merged = LayeredValue(.object(DocumentObject()), at: [], origin: .argument("a"))
        var notes: [Finding] = []
        for layer in layers { merged.merge(layer, noting: &notes) }
        return merged.value
    }

    private func layer(_ value: DocumentValue, _ path: String...) -> LayeredValue {
        let path = DocumentPath(tokens: path)
        return LayeredValue(value, at: path, origin: .argument(path.description))
    }

    /// A folder may contain thousands of fragments with one member each.
    @Test(.timeLimit(.minutes(20))) func manyLayersOfFewMembersAreMergedInLinearTime() {
        let count = 15_000
        let value = merged((0..<count).map { layer(.int($0), "m", "key\($0)") })
        #expect(value["m"]?.object?.count == count)
        #expect(value["m"]?["key7"] == 7)
    }

    /// The index of members kept between merges stays right when a member is removed.
    @Test func membersThatGoAndComeAreFoundAgain() {
        var layers = (0..<20).map { layer(.int($0), "m", "key\($0)") }
        layers.append(layer(.null, "m", "key3"))
        layers.append(layer(1, "m", "key4"))
        layers.append(layer(2, "m", "key3"))
        layers.append(layer(3, "m", "key3"))
        layers.append(layer(.null, "m", "key0"))
        layers.append(layer(5, "m", "key19"))
        let value = merged(layers)
        #expect(value["m"]?.object?.count == 19)
        #expect(value["m"]?["key3"] == 3 && value["m"]?["key4"] == 1)
        #expect(value["m"]?["key19"] == 5 && value["m"]?["key0"] == nil)
        #expect(value["m"]?["key5"] == 5)
    }
}
