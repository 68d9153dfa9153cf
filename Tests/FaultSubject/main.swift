// The program that Scripts/faults runs under strace: one save, many saves, a held lock, or a system
// that watches its files.
//
//     FaultSubject write FILE TEXT          a durable write
//     FaultSubject count FOLDER PREFIX N    N saves of `counts`, each adding the member PREFIX + number
//     FaultSubject hold FOLDER              holds the lock of a folder, and prints a line
//     FaultSubject race FILE N              N writes that expect what was read
//     FaultSubject follow FOLDER [poll]     prints each value of `n` in `counts` as it is loaded
//     FaultSubject readers FOLDER T N       T threads read N times each during reloads
import ConfigDocument
import ConfigFiles
import ConfigSchemas
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

let arguments = CommandLine.arguments
do {
    switch arguments.dropFirst().first {
    case "write": try DurableFile(arguments[2]).write(Array(arguments[3].utf8))
    case "count": try Subject.count(arguments[2], arguments[3], Int(arguments[4]) ?? 0)
    case "hold": try Subject.hold(arguments[2])
    case "race": Subject.race(arguments[2], Int(arguments[3]) ?? 0)
    case "follow": try Subject.follow(arguments[2], polls: arguments.dropFirst(3).first == "poll")
    case "readers":
        let (count, reads) = (Int(arguments[3]) ?? 1, Int(arguments[4]) ?? 1)
        let readers = try Readers(in: arguments[2], count: count, reads: reads)
        let (mixes, reloads) = try readers.run()
        say("mixes \(mixes) reloads \(reloads)")
    default: exit(64)
    }
} catch {
    say("\(error)")
    exit(1)
}

/// Prints a line without buffering.
@Sendable func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

enum Subject {
    private static func system(_ folder: String) throws -> ConfigSystem {
        var validator = ConfigValidator()
        try validator.add(
            schema: ["type": "object", "properties": ["n": ["type": "integer"]]],
            named: "counts"
        )
        let system = try ConfigSystem(directory: folder)
        system.register(validator)
        return system
    }

    static func count(_ folder: String, _ prefix: String, _ count: Int) throws {
        let system = try system(folder)
        var refused = 0
        for number in 0..<count {
            var value = try system.load("counts").object ?? DocumentObject()
            value[prefix + "\(number)"] = true
            while try !saves(.object(value), system) { refused += 1 }
        }
        say("refused \(refused)")
    }

    /// - Returns: false if the other process held the lock for too long.
    private static func saves(_ value: DocumentValue, _ system: ConfigSystem) throws -> Bool {
        do {
            try system.save("counts", value, merging: true)
            return true
        } catch {
            guard case .file(let fault) = error, fault.reason == .locked else {
                throw error
            }
            return false
        }
    }

    static func hold(_ path: String) throws {
        let folder = try LockedFolder(path)
        say("held")
        // Uses the folder at the end, because Swift may destroy an unused value, which releases the
        // lock.
        while true {
            pause()
            _ = try folder.read("counts.json")
        }
    }

    /// Prints the number of refused writes: the file may have been replaced after it was read.
    static func race(_ path: String, _ count: Int) {
        let file = DurableFile(path)
        var refused = 0
        for number in 0..<count {
            do {
                guard let old = try file.read() else { continue }
                // A link to another file is followed, but that file is not ours.
                guard old.starts(with: "ours".utf8) else { continue }
                let new = Array("ours \(number)".utf8)
                try file.write(new, over: .content(ContentDigest(old)))
            } catch {
                refused += 1
            }
        }
        say("refused \(refused)")
    }

    static func follow(_ folder: String, polls: Bool) throws {
        let system = try system(folder)
        say("n \(try system.load("counts")["n"]?.int ?? -1)")
        system.onChange("counts") { change in
            let new = change.settings.last { $0.key == "n" }?.new?.int
            say("n \(new ?? -1)")
        }
        try system.startHotReload(
            HotReloadOptions(pollIntervalWithoutEvents: .milliseconds(50), usesEvents: !polls)
        )
        say("watching \(system.health.watching)")
        while readLine() != nil {
            say("memory \(memory())")
            say("health \(system.health.state)")
        }
    }

    /// Resident bytes; 0 if they are unknown.
    private static func memory() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 256)
        guard fgets(&buffer, 256, file) != nil else { return 0 }
        let text = String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(getpagesize())
    }
}
