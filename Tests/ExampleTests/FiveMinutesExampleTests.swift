import Testing

extension ExamplesInTurn {
    /// The example of the README: a server whose settings come from one file.
    @Suite(.serialized)
    struct FiveMinutesExampleTests {
        @Test func answersAtThePortOfTheFile() async throws {
            let example = try ExamplePackage("FiveMinutes")
            let output = try await example.build()
            #expect(output.status == 0, "\(output)")

            let port = Int.random(in: 20000..<32000)
            try example.replace("8443", with: "\(port)", in: "config/http.yaml")
            let answer = try await ProcessOutput.of(
                ["bash", "-c", Self.request, example.program("Server"), "\(port)"],
                in: example.folder
            )
            #expect(answer.text == "Good morning\n", "\(answer)")

            // A file that has become invalid since the build is reported at its line.
            try example.replace("port: \(port)", with: "port: 80", in: "config/http.yaml")
            let refused = try await example.run("Server")
            #expect(refused.status == 1)
            #expect(
                refused.text.hasPrefix("config/http.yaml:1:7: error: port is 80; "),
                "\(refused)"
            )
            try example.restore()
        }

        /// Starts the server, asks it as soon as it listens, and ends it.
        private static let request = """
            "$0" >/dev/null 2>&1 & server=$!
            curl --silent --retry 30 --retry-connrefused --retry-delay 1 "localhost:$1/"
            kill "$server"
            """
    }
}
