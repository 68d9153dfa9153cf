import Testing

/// A schema whose types are in several files, the number of which changes from build to build.
///
/// SwiftPM learns the names of outputs when it plans, and does not plan again when a schema grows.
extension ExamplesInTurn.ServiceExampleTests {
    @Test func aSchemaMayGrowAndShrinkOverItsFiles() async throws {
        for (count, files) in [(10, 1), (40, 2), (110, 4), (40, 2), (10, 1)] {
            try write(partCount: count)
            try await expectToRun(printing: count)
            // A new file makes SwiftPM plan again: the plan now contains a file for each part.
            try service.write("// Of \(count).\n", to: "Sources/Service/Parts of \(count).swift")
            try await expectToRun(printing: count)
            try service.remove("Sources/Service/Parts of \(count).swift")
            #expect(try service.generated("Schemas.others.swift")?.contains("struct") == false)
            if files > 1 {
                let last = try service.generated("divided+\(files).generated.swift")
                #expect(last?.contains("struct Part\(count - 1)") == true)
            }
        }
        try service.restore()
    }

    @Test func aFileIsCheckedForASchemaOfManyFiles() async throws {
        try write(partCount: 40)
        try await succeed()
        try service.replace("name: part 39", with: "nam: part 39", in: "config/divided.yaml")
        let output = try await service.build()
        #expect(output.status != 0)
        #expect(output.text.contains("config/divided.yaml:2:3: error: "), "\(output)")
        #expect(output.text.contains("did you mean \"name\"?"), "\(output)")
        try service.restore()
        try await succeed()
    }

    private func expectToRun(printing count: Int) async throws {
        let output = try await succeed()
        #expect(!output.text.contains("multiple producers"), "\(output)")
        #expect(try await service.run("Service").text == "part \(count - 1) of \(count)\n")
    }

    /// About a kilobyte of schema a part, and a program that reads the last of them.
    private func write(partCount count: Int) throws {
        let padding = String(repeating: "Said at length. ", count: 60)
        let parts = (0..<count).map { number in
            #"""
            "part\#(number)": {
              "description": "\#(padding)", "type": "object", "additionalProperties": false,
              "properties": { "name": { "type": "string" }, "count\#(number)": { "type": "integer" } }
            }
            """#
        }
        try service.write(
            #"{ "type": "object", "properties": { \#(parts.joined(separator: ",\n")) } }"#,
            to: "schemas/divided.schema.json"
        )
        try service.write(
            "part\(count - 1):\n  name: part \(count - 1)\n",
            to: "config/divided.yaml"
        )
        let options = "Sources/Service/schemac.yaml"
        if try !service.read(options).contains("divided") {
            try service.write(
                service.read(options)
                    + "  - schema: divided\n    files: [../../config/divided.yaml]\n",
                to: options
            )
        }
        try service.write(
            """
            @main struct Service {
                static func main() throws {
                    let config = try DividedConfig.load(from: "config/divided.yaml")
                    let last: DividedConfig.Part\(count - 1)? = config.part\(count - 1)
                    print(last?.name ?? "no name", "of \(count)")
                }
            }

            """,
            to: "Sources/Service/Service.swift"
        )
    }
}
