import TypedConfig

/// A type that schemas name with `x-swift-type`.
struct Celsius: ConfigConvertible, Equatable {
    var degrees: Double

    init(degrees: Double) { self.degrees = degrees }
    init(reading value: inout ConfigReader) { self.init(degrees: value.double()) }
    func write(to value: inout ConfigWriter) { value.double(degrees) }
}
