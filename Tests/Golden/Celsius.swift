import TypedConfig

/// A type that schemas name with `x-swift-type`.
struct Celsius: ConfigConvertible, Equatable {
    var degrees: Double

    init(degrees: Double) { self.degrees = degrees }
    init(reading value: inout ValueReader) { self.init(degrees: value.double()) }
    func write(to value: inout ValueWriter) { value.double(degrees) }
}
