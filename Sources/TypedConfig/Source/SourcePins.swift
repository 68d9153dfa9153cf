import ConfigTypes
import Synchronization

/// The snapshots of sources that a system serves: a first load has the documents that the last reload
/// has found good, so that all configurations change together.
final class SourcePins: Sendable {
    /// By the number of the layer. Folders are read as they are.
    private let state: Mutex<State>

    private struct State {
        var snapshots: [Int: any ConfigSource] = [:]
        /// Grows with each replacement.
        var revision = 0
    }

    /// - Parameter release: a release that is tried in place of the served one.
    init(_ layers: [ConfigLayer], trying release: VerifiedRelease? = nil) {
        var state = State()
        for (index, layer) in layers.enumerated() where layer.files == nil {
            guard case .source(let source) = layer.kind else { continue }
            if let release, let releases = layer.releases {
                state.snapshots[index] = releases.documents(of: release)
            } else {
                state.snapshots[index] = source.snapshot()
            }
        }
        self.state = Mutex(state)
    }

    subscript(index: Int) -> (any ConfigSource)? { state.withLock { $0.snapshots[index] } }

    var revision: Int { state.withLock(\.revision) }

    func take(_ other: SourcePins) {
        let new = other.state.withLock(\.snapshots)
        state.withLock { state in
            state.snapshots = new
            // Bound: one for each reload.
            state.revision &+= 1
        }
    }

    func haveDocument(for name: String) -> Bool {
        state.withLock(\.snapshots).values.contains { source in
            (try? source.documents(for: name))?.isEmpty == false
        }
    }
}
