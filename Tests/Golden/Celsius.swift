import ConfigTypes
import TypedConfig

/// A type that schemas name with `x-swift-type`.
struct Celsius: ConfigTypes.ConfigConvertible, Equatable {
    var degrees: Double

    init(degrees: Double) { self.degrees = degrees }
    init(reading value: inout ConfigTypes.ValueReader) { self.init(degrees: value.double()) }
    func write(to value: inout ConfigTypes.ValueWriter) { value.double(degrees) }
}
