import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// Readings of the kernel's files, with files made by the test.
struct LinuxProbeTests {
    private let folder: TemporaryFolder
    private let elapsed = Elapsed()

    private final class Elapsed: Sendable {
        let time = Mutex(Duration.zero)
    }

    init() throws { folder = try TemporaryFolder() }

    private var probe: LinuxProbe {
        LinuxProbe(files: KernelFiles(root: folder.path)) { [elapsed] in
            elapsed.time.withLock { $0 }
        }
    }

    @Test func aMachineWithoutLimitsIsReadAsAWhole() throws {
        try folder.write("0::/a/b\n", to: "proc/self/cgroup")
        try folder.write("max\n", to: "sys/fs/cgroup/a/b/memory.max")
        try folder.write("max 100000\n", to: "sys/fs/cgroup/a/b/cpu.max")
        try folder.write(
            "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 250 kB\n",
            to: "proc/meminfo"
        )
        try folder.write("cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 1\n", to: "proc/stat")
        let probe = probe
        let first = probe.read(folders: [])
        #expect(first.memory == 0.75 && first.cpu == nil && !first.isLimitedMemory)
        try folder.write("cpu  150 0 125 720 105 0 0 0 0 0\n", to: "proc/stat")
        #expect(probe.read(folders: []).cpu == 0.75)
    }

    @Test func theTightestLimitOfTheCgroupsCounts() throws {
        try folder.write("1:cpu:/old\n0::/a/b\n", to: "proc/self/cgroup")
        try folder.write("max\n", to: "sys/fs/cgroup/a/b/memory.max")
        try folder.write("2000\n", to: "sys/fs/cgroup/a/memory.max")
        try folder.write("1500\n", to: "sys/fs/cgroup/a/memory.current")
        try folder.write("anon 1\ninactive_file 500\n", to: "sys/fs/cgroup/a/memory.stat")
        try folder.write("50000 100000\n", to: "sys/fs/cgroup/a/b/cpu.max")
        try folder.write("400000 100000\n", to: "sys/fs/cgroup/a/cpu.max")
        try folder.write("usage_usec 1000000\n", to: "sys/fs/cgroup/a/b/cpu.stat")
        try folder.write("cpu  1 1 1 1\n", to: "proc/stat")
        let probe = probe
        let first = probe.read(folders: [])
        #expect(first.memory == 0.5 && first.isLimitedMemory && first.isLimitedCPU)
        elapsed.time.withLock { $0 = .seconds(10) }
        // Half a processor for ten seconds, with four of its five seconds used.
        try folder.write("usage_usec 5000000\n", to: "sys/fs/cgroup/a/b/cpu.stat")
        #expect(probe.read(folders: []).cpu == 0.8)
    }

    @Test func whatIsMissingOrOddIsNotKnown() throws {
        #expect(probe.read(folders: []) == ResourceReading())
        try folder.write("MemTotal: x\n", to: "proc/meminfo")
        try folder.write("cpu  a b c\n", to: "proc/stat")
        try folder.write("0::/\n", to: "proc/self/cgroup")
        try folder.write("\n", to: "sys/fs/cgroup/cpu.max")
        #expect(probe.read(folders: ["/nowhere"]) == ResourceReading())
    }

    @Test func disksAreOnesThatHoldTheFolders() throws {
        let disks = DiskProbe.read([folder.path, folder.path + "/.", "/nowhere"])
        #expect(disks.map(\.folder) == [folder.path])
        #expect(0...1 ~= (disks.first?.used ?? -1))
        #expect(DiskProbe.used(blocks: 100, free: 30, available: 10) == 0.875)
        #expect(DiskProbe.used(blocks: 0, free: 0, available: 0) == nil)
    }

    #if os(Linux)
        @Test func theMachineItselfIsRead() throws {
            let probe = LinuxProbe()
            let reading = probe.read(folders: ["/"])
            #expect(0...1 ~= (reading.memory ?? -1))
            #expect(reading.disks.count == 1)
        }
    #endif
}
