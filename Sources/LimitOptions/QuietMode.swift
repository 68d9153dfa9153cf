import Synchronization

/// Whether the command prints results and findings alone: `--quiet`.
package enum QuietMode {
    private static let flag = Atomic(false)

    package static var isOn: Bool { flag.load(ordering: .relaxed) }

    static func turnOn() { flag.store(true, ordering: .relaxed) }
}
