import TypedConfig

/// The use of resources of the machine, or of the container that runs the process.
public struct ResourceReading: Sendable, Equatable {
    /// Use of the processors since the previous reading, from 0 to 1; nil for the first reading and
    /// if it is unknown.
    public var cpu: Double?
    public var memory: Double?
    /// The file systems that hold configuration, each with a folder on it.
    public var disks: [Disk] = []
    /// Whether processors and memory are limited by the process's cgroup rather than the machine.
    public var isLimitedCPU = false
    public var isLimitedMemory = false

    public struct Disk: Sendable, Equatable {
        public var folder: String
        public var used: Double
    }

    public var fullestDisk: Disk? { disks.max { $0.used < $1.used } }
}

/// Measures the use of resources.
protocol ResourceProbe: Sendable {
    /// - Parameter folders: the folders whose file systems are measured.
    func read(folders: [String]) -> ResourceReading
}
