import ConfigDocument
import Foundation
import JSONSchema

/// Implements Bowtie's line protocol, so that this engine can be compared with others: one JSON
/// request per line on standard input, one response per line on standard output.
///
/// Requests are `start`, `dialect`, `run` and `stop`. With `--assert-format` the keyword `format`
/// is checked in every dialect.
@main
enum BowtieHarness {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if let unknown = arguments.first(where: { $0 != "--assert-format" }) {
            FileHandle.standardError.write(
                Data("BowtieHarness: unknown argument \(unknown)\n".utf8)
            )
            exit(2)
        }
        var session = BowtieSession(assertsFormats: arguments.isEmpty ? nil : true)
        while let line = readLine() {
            guard !line.isEmpty else { continue }
            guard let answer = session.answer(to: line) else { exit(0) }
            print(answer)
            fflush(nil)
        }
    }
}
