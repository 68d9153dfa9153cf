import ConfigDocument
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct RoundTripTests {
    /// Documents that a type with defaults and open objects must write back unchanged.
    @Test(arguments: [
        #"{"server":{"host":"a","secure":true},"environment":"testing"}"#,
        #"{"port":8080,"server":{"host":"a","secure":true},"tags":[],"environment":"testing"}"#,
        #"{"port":1,"timeout":2.5,"server":{"host":"a","secure":true},"environment":"testing"}"#,
        #"{"x":null,"server":{"host":"a","secure":true},"y":{"z":[1]},"environment":"testing"}"#,
        #"{"timeout":null,"server":{"host":"a","secure":true},"environment":"testing"}"#,
    ])
    func writingGivesTheDocumentBack(json: String) throws {
        let (value, findings) = try read(json, as: Listener.self)
        #expect(findings == [])
        #expect(written(value) == DocumentValue(try Document(parsing: json, as: .json).root))
    }

    @Test func aChangedDefaultIsWritten() throws {
        var (value, _) = try read(
            #"{"server":{"host":"a","secure":true},"environment":"testing"}"#,
            as: Listener.self
        )
        value.port = 81
        value.extras["comment"] = "new"
        let result = written(value)
        #expect(result["port"] == 81)
        #expect(result["tags"] == nil)
        #expect(result["comment"] == "new")
    }

    @Test func aValueMadeInCodeIsWrittenInFull() {
        let value = Listener(server: Server(host: "a", isSecure: true), environment: .production)
        #expect(
            written(value) == [
                "port": 8080, "server": ["host": "a", "secure": true], "tags": [],
                "environment": "production",
            ]
        )
    }

    @Test func numbersThatNoDocumentHoldsAreFaultsWithTheirPath() {
        let value = ["a": [1, Double.nan], "b": [-Double.infinity]]
        let faults = ValueWriter.write(value).faults
        #expect(faults.map(\.path.shown) == ["a[1]", "b[0]"])
    }

    @Test(arguments: [
        (30.0, DocumentValue.int(30)), (-2.0, .int(-2)), (0.5, .double(0.5)), (1e15, .double(1e15)),
        (0.0, .int(0)),
    ])
    func wholeDoublesAreWrittenWithoutAPoint(value: Double, expected: DocumentValue) {
        #expect("\(written(value))" == "\(expected)")
    }

    @Test func negativeZeroKeepsItsSign() {
        #expect("\(written(-0.0))" == "\(DocumentValue.double(-0.0))")
    }
}
