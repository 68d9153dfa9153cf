import ConfigTypes
import Synchronization

/// The snapshots of sources that a system serves: a first load has the documents that the last reload
/// has found good, so that all configurations change together.
final class SourcePins: Sendable {
    /// By the number of the layer. Folders are read as they are.
    private let snapshots: Mutex<[Int: any ConfigSource]>

    init(_ layers: [ConfigLayer]) {
        var snapshots: [Int: any ConfigSource] = [:]
        for (index, layer) in layers.enumerated() where layer.files == nil {
            if case .source(let source) = layer.kind { snapshots[index] = source.snapshot() }
        }
        self.snapshots = Mutex(snapshots)
    }

    subscript(index: Int) -> (any ConfigSource)? { snapshots.withLock { $0[index] } }

    func take(_ other: SourcePins) {
        let new = other.snapshots.withLock { $0 }
        snapshots.withLock { $0 = new }
    }

    func haveDocument(for name: String) -> Bool {
        snapshots.withLock { $0 }.values.contains { source in
            (try? source.documents(for: name))?.isEmpty == false
        }
    }
}
