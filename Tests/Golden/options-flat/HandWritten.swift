public import ConfigTypes

/// Types that the options put in the place of generated ones.
public struct HandWrittenPoint: ConfigTypes.ConfigConvertible, Hashable {
    public var x: Int
    public var y: Int

    public init(reading value: inout ConfigTypes.ValueReader) {
        x = value.int("x")
        y = value.int("y")
    }

    public func write(to value: inout ConfigTypes.ValueWriter) {
        value.int("x", x)
        value.int("y", y)
    }
}

public struct HandWrittenHost: ConfigTypes.ConfigConvertible, Hashable {
    public var name: String

    public init(reading value: inout ConfigTypes.ValueReader) { name = value.string() }
    public func write(to value: inout ConfigTypes.ValueWriter) { value.string(name) }
}
