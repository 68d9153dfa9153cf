import Synchronization

/// A program's sites, which are put to words when they are first asked for.
final class ProgramSites: Sendable {
    private enum State {
        case drafts(SiteDrafts)
        case tables(SiteTables)
    }

    private let state: Mutex<State>

    init(_ drafts: SiteDrafts) { state = Mutex(.drafts(drafts)) }
    init(_ tables: SiteTables) { state = Mutex(.tables(tables)) }

    var tables: SiteTables {
        state.withLock { state in
            switch state {
            case .tables(let tables): return tables
            case .drafts(let drafts):
                let tables = drafts.tables()
                state = .tables(tables)
                return tables
            }
        }
    }
}
