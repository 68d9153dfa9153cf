import ConfigDocument
import Synchronization

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// Files in memory that a test changes while a system reads them, with a count of reads.
final class EditableSource: ConfigFolder {
    let name = "config"
    private let state: Mutex<(files: [String: String], reads: Int)>

    init(_ files: [String: String]) { state = Mutex((files, 0)) }

    var reads: Int { state.withLock(\.reads) }

    func write(_ text: String?, to file: String) { state.withLock { $0.files[file] = text } }

    func fileNames() -> [String] { state.withLock { $0.files.keys.sorted() } }

    func has(_ fileName: String) -> Bool { state.withLock { $0.files[fileName] != nil } }

    func folder(_ name: String) -> (any ConfigFolder)? {
        InMemorySource(state.withLock(\.files), named: self.name).folder(name)
    }

    func document(_ fileName: String) throws(ConfigError) -> Document {
        let files = state.withLock { state in
            state.reads += 1
            return state.files
        }
        return try InMemorySource(files, named: name).document(fileName)
    }
}
