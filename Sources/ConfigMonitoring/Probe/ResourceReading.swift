import TypedConfig

/// What of the machine, or of the container that the process is in, is in use.
public struct ResourceReading: Sendable, Equatable {
    /// Of the processors, since the reading before, from 0 to 1; nil for the first one and where it
    /// cannot be told.
    public var cpu: Double?
    public var memory: Double?
    /// Of the file systems that hold configuration, each with a folder on it.
    public var disks: [Disk] = []
    /// Whether processors and memory are those of the process's cgroup, rather than the machine's.
    public var isLimitedCPU = false
    public var isLimitedMemory = false

    public struct Disk: Sendable, Equatable {
        public var folder: String
        public var used: Double
    }

    public var fullestDisk: Disk? { disks.max { $0.used < $1.used } }
}

/// Asks for what is in use.
protocol ResourceProbe: Sendable {
    /// - Parameter folders: of which file systems.
    func read(folders: [String]) -> ResourceReading
}
