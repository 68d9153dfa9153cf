import Testing

extension ExamplesInTurn {
    /// The example whose config file is part of the program, and whose templates are its own.
    @Suite(.serialized)
    struct EmbeddedExampleTests {
        @Test func printsWhatTheFileSaidInTheBuild() async throws {
            let beacon = try ExamplePackage("Embedded")
            let output = try await beacon.build()
            #expect(output.status == 0, "\(output)")
            let text = try #require(try beacon.generated("beacon.generated.swift"))
            #expect(text.contains("static let embedded = BeaconConfig("))
            #expect(text.contains("static let settingNames: [String] = ["))
            // The file does not exist when the program runs.
            try beacon.remove("config/beacon.yaml")
            #expect(
                try await beacon.run("Beacon").text == """
                    north blinks green every 2.5 seconds
                    channels: 3, 7
                    settings: name, color, interval, channels

                    """
            )
            try beacon.restore()
        }

        @Test func aValueThatIsNotValidFailsTheBuildAtItsLine() async throws {
            let beacon = try ExamplePackage("Embedded")
            try beacon.replace("interval: 2.5", with: "interval: 0", in: "config/beacon.yaml")
            let output = try await beacon.build()
            #expect(output.status != 0)
            #expect(
                output.text.contains("config/beacon.yaml:3:11: error: interval is 0"),
                "\(output)"
            )
            try beacon.restore()
        }
    }
}
