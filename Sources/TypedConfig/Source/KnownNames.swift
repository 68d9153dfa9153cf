import ConfigTypes
import Synchronization

/// The configurations of a system, as far as names of settings outside of documents depend on them.
///
/// The types that are passed to the system when it is made decide which one is the main one; others
/// may come later, and change no name.
package final class KnownNames: Sendable {
    let main: String?
    private let configs = Mutex<[String: SettingNames]>([:])

    /// - Parameters:
    ///   - main: nil takes the only type there is.
    ///   - types: the names of the types that the system is made with.
    package init(main: String? = nil, types: [String] = []) {
        self.main = main ?? (Set(types).count == 1 ? types[0] : nil)
    }

    /// A later one of the same name takes the place of an earlier one.
    func add(_ name: String, _ catalogue: @escaping @Sendable () -> SettingCatalogue) {
        let names = SettingNames(name, catalogue)
        configs.withLock { $0[name] = names }
    }

    /// All configurations, in the order of their names.
    var all: [SettingNames] { configs.withLock { $0.values.sorted { $0.config < $1.config } } }

    /// The names of a configuration, beside those of the others.
    ///
    /// - Parameter catalogue: its settings, for a configuration that is not known.
    func scope(of name: String, _ catalogue: SettingCatalogue) -> NameScope {
        let own = configs.withLock { $0[name] } ?? SettingNames(name) { catalogue }
        return NameScope(own: own, others: all.filter { $0.config != name }, main: main)
    }
}

/// The names of one configuration's settings, and those of the others that come first.
struct NameScope: Sendable {
    let own: SettingNames
    let others: [SettingNames]
    let main: String?

    var isMain: Bool { own.config == main }
    var all: [SettingNames] { [own] + others }
}
