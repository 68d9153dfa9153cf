public import TypedConfig

/// Types that the options put in the place of generated ones.
public struct HandWrittenPoint: ConfigConvertible, Hashable {
    public var x: Int
    public var y: Int

    public init(reading value: inout ValueReader) {
        x = value.int("x")
        y = value.int("y")
    }

    public func write(to value: inout ValueWriter) {
        value.int("x", x)
        value.int("y", y)
    }
}

public struct HandWrittenHost: ConfigConvertible, Hashable {
    public var name: String

    public init(reading value: inout ValueReader) { name = value.string() }
    public func write(to value: inout ValueWriter) { value.string(name) }
}
