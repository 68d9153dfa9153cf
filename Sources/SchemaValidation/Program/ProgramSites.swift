import Synchronization

/// A program's sites, computed on demand: that takes as long as compiling, and most programs never
/// need them.
package final class ProgramSites: Sendable {
    private enum State {
        case drafts(@Sendable () -> SiteTables)
        case tables(SiteTables)
    }

    private let state: Mutex<State>

    package init(making tables: @escaping @Sendable () -> SiteTables) {
        state = Mutex(.drafts(tables))
    }

    init(_ tables: SiteTables) { state = Mutex(.tables(tables)) }

    package var tables: SiteTables {
        state.withLock { state in
            switch state {
            case .tables(let tables): return tables
            case .drafts(let make):
                let tables = make()
                state = .tables(tables)
                return tables
            }
        }
    }
}
