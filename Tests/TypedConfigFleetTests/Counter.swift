import ConfigDocument
import Synchronization

@testable import TypedConfig
@testable import TypedConfigFleet

/// A number of times that something may still happen.
final class Counter: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) { left = Mutex(count) }

    var value: Int { left.withLock { $0 } }
    func set(_ count: Int) { left.withLock { $0 = count } }

    /// True if it may happen once more.
    func take() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}

/// The text of a key as it is in requests.
enum DocumentBase64 {
    static func text(_ key: String) -> String { Base64.encoded(Array(key.utf8)) }
}
