import TypedConfig

/// The use of resources of the machine, or of the container that runs the process.
public struct ResourceReading: Sendable, Equatable {
    /// Use of the processors since the previous reading, from 0 to 1; nil for the first reading and
    /// if it is unknown.
    public var cpu: Double?
    /// Of the memory, from 0 to 1; nil where it cannot be told.
    public var memory: Double?
    /// The file systems that hold configuration, each with a folder on it.
    public var disks: [Disk] = []
    /// Whether processors and memory are limited by the process's cgroup rather than the machine.
    public var isLimitedCPU = false
    /// Whether the memory is that of the process's cgroup.
    public var isLimitedMemory = false

    /// A file system.
    public struct Disk: Sendable, Equatable {
        /// A folder of configuration on it.
        public var folder: String
        /// The part of it that is in use, from 0 to 1.
        public var used: Double
    }

    /// The file system with the least room; nil without any.
    public var fullestDisk: Disk? { disks.max { $0.used < $1.used } }
}

/// Measures the use of resources.
protocol ResourceProbe: Sendable {
    /// - Parameter folders: the folders whose file systems are measured.
    func read(folders: [String]) -> ResourceReading
}
