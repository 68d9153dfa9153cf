/// The settings of a type, computed on demand: that costs more than reading most files, and is
/// rarely needed.
package final class OnDemand {
    private let make: () -> SettingCatalogue?
    private var made: SettingCatalogue??

    package init(_ make: @escaping () -> SettingCatalogue?) { self.make = make }

    package var value: SettingCatalogue? {
        if let made { return made }
        let value = make()
        made = .some(value)
        return value
    }
}
