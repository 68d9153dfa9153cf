/// Options for watching files.
public struct HotReloadOptions: Sendable {
    /// How long files must be unchanged before they are read, because writers come in bursts.
    public var settle: Duration
    /// The longest delay, after which files are read although writes continue. A file that has just
    /// become empty or was removed gets the same time to be filled.
    public var longestWait: Duration
    /// The polling interval in addition to events, because network and FUSE file systems report
    /// none.
    public var pollInterval: Duration
    /// The polling interval if no events are available.
    public var pollIntervalWithoutEvents: Duration
    /// True to use the file events of the operating system.
    public var usesEvents: Bool
    /// True if SIGHUP reloads all files instead of ending the process.
    public var reloadsOnSIGHUP: Bool

    /// The defaults suit local disks; see the properties.
    public init(
        settle: Duration = .milliseconds(50),
        longestWait: Duration = .milliseconds(500),
        pollInterval: Duration = .seconds(30),
        pollIntervalWithoutEvents: Duration = .seconds(1),
        usesEvents: Bool = true,
        reloadsOnSIGHUP: Bool = false
    ) {
        self.settle = settle
        self.longestWait = longestWait
        self.pollInterval = pollInterval
        self.pollIntervalWithoutEvents = pollIntervalWithoutEvents
        self.usesEvents = usesEvents
        self.reloadsOnSIGHUP = reloadsOnSIGHUP
    }
}
