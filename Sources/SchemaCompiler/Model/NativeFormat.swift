/// A format of strings with a Swift type.
public enum NativeFormat: String, Sendable, CaseIterable {
    case dateTime = "date-time"
    case date
    case time
    case duration
    case uuid
    case uri
    case ipv4
    case ipv6

    /// The type of the runtime.
    var swiftType: String {
        switch self {
        case .dateTime: "DateTime"
        case .date: "CalendarDate"
        case .time: "TimeOfDay"
        case .duration: "CalendarDuration"
        case .uuid: "UniqueID"
        case .uri: "URI"
        case .ipv4: "IPv4Address"
        case .ipv6: "IPv6Address"
        }
    }
}
