/// How files are watched.
public struct HotReloadOptions: Sendable {
    /// How long files must be quiet before they are read: writers come in bursts.
    public var settle: Duration
    /// After this, files are read although somebody still writes. A file that has just become empty
    /// or is gone is given as long to be filled.
    public var longestWait: Duration
    /// How often to look at files beside listening to events: network and FUSE file systems tell
    /// of nothing.
    public var pollInterval: Duration
    /// How often to look where there are no events at all.
    public var pollIntervalWithoutEvents: Duration
    /// Whether to listen to the events of the operating system.
    public var usesEvents: Bool
    /// Whether SIGHUP, instead of ending the process, has all files read.
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
