import TypedConfig

/// The use of resources of the machine, or of the container that runs the process.
public struct ResourceReading: Sendable, Equatable {
    /// Use of the processors since the previous reading, from 0 to 1; nil for the first reading and
    /// if it is unknown.
    public var cpu: Double?
    /// The use of the memory, from 0 to 1; nil if unknown.
    public var memory: Double?
    /// The file systems that hold configuration, each with a folder on it.
    public var disks: [Disk] = []
    /// True if the use of the processors is measured against the limit of the process's cgroup
    /// instead of the machine.
    public var isLimitedCPU = false
    /// True if the use of the memory is measured against the limit of the process's cgroup.
    public var isLimitedMemory = false

    /// A file system.
    public struct Disk: Sendable, Equatable {
        /// A configuration directory on this file system.
        public var folder: String
        /// The used fraction, from 0 to 1.
        public var used: Double
    }

    /// The file system with the highest use; nil if there is none.
    public var fullestDisk: Disk? { disks.max { $0.used < $1.used } }
}

/// Measures the use of resources.
protocol ResourceProbe: Sendable {
    /// - Parameter folders: the folders whose file systems are measured.
    func read(folders: [String]) -> ResourceReading
}
