import ConfigTypes
import Synchronization

/// The configurations of a system, as far as the names of settings outside of documents depend on
/// them.
///
/// The types passed to the system at its creation determine the main configuration; types that are
/// registered later change no names.
package final class KnownNames: Sendable {
    let main: String?
    private let configs = Mutex<[String: SettingNames]>([:])

    /// - Parameters:
    ///   - main: the main configuration; nil for the only type, if there is exactly one.
    ///   - types: the names of the types passed at the creation of the system.
    package init(main: String? = nil, types: [String] = []) {
        self.main = main ?? (Set(types).count == 1 ? types[0] : nil)
    }

    /// Replaces an earlier configuration of the same name.
    func add(_ name: String, _ catalogue: @escaping @Sendable () -> SettingCatalogue) {
        let names = SettingNames(name, catalogue)
        configs.withLock { $0[name] = names }
    }

    /// All configurations, sorted by name.
    var all: [SettingNames] { configs.withLock { $0.values.sorted { $0.config < $1.config } } }

    /// The names of a configuration, together with those of the others.
    ///
    /// - Parameter catalogue: the settings of a configuration that is not known.
    func scope(of name: String, _ catalogue: SettingCatalogue) -> NameScope {
        let own = configs.withLock { $0[name] } ?? SettingNames(name) { catalogue }
        return NameScope(own: own, others: all.filter { $0.config != name }, main: main)
    }
}

/// The names of one configuration's settings, and those of other configurations that take
/// precedence.
struct NameScope: Sendable {
    let own: SettingNames
    let others: [SettingNames]
    let main: String?

    var isMain: Bool { own.config == main }
    var all: [SettingNames] { [own] + others }
}
