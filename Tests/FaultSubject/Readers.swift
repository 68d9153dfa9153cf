import ConfigDocument
import JSONSchema
import SchemaValidation
import Synchronization
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A configuration whose settings are always consistent.
private struct Pair: ConfigType {
    static let schema = CompiledSchema(name: "pair", program: program)
    var first: Int
    var text: String
    var last: Int

    init(reading object: inout ValueReader) {
        first = object.int("first")
        text = object.string("text")
        last = object.int("last")
    }

    func write(to object: inout ValueWriter) {
        object.int("first", first)
        object.string("text", text)
        object.int("last", last)
    }

    static func json(_ number: Int) -> String {
        // Too long for inline storage in the string, so that freed memory would be noticed.
        #"{"first":\#(number),"text":"the text that goes with the number \#(number)","last":\#(number)}"#
    }

    var isMixed: Bool {
        first != last || text.utf8.last != UInt8(truncatingIfNeeded: 48 + first % 10)
    }

    private static let program: ValidationProgram = {
        do {
            let schema = #"{"properties": {"first": {"type": "integer"}}, "required": ["first"]}"#
            let document = try Document(parsing: schema, as: .json, named: "pair.schema.json")
            let graph = try SchemaRegistry().resolve(document, baseURI: "file:///pair.schema.json")
            return try ValidationProgram(compiling: graph, options: .configuration)
        } catch {
            fatalError("\(error)")
        }
    }()
}

/// Threads that continuously read one configuration, while its file is replaced and reloaded.
final class Readers: Sendable {
    private let system: ConfigSystem
    private let live: LiveConfig<Pair>
    private let folder: String
    private let reads: Int
    private let running: Atomic<Int>
    private let mixes = Atomic(0)

    init(in folder: String, count: Int, reads: Int) throws {
        self.folder = folder
        self.reads = reads
        running = Atomic(count)
        try Self.write(0, in: folder)
        system = try ConfigSystem(directory: folder)
        live = try system.live(Pair.self)
    }

    /// - Returns: the number of reads that saw a mix of two versions, and the number of reloads.
    func run() throws -> (mixes: Int, reloads: Int) {
        try system.startHotReload(HotReloadOptions(settle: .zero))
        for _ in 0..<running.load(ordering: .relaxed) { start() }
        var number = 0
        while running.load(ordering: .acquiring) > 0 {
            number += 1
            try Self.write(number, in: folder)
            usleep(1000)
        }
        system.stopHotReload()
        return (mixes.load(ordering: .relaxed), system.health.reloads)
    }

    private func start() {
        let argument = Unmanaged.passRetained(self).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, nil, { Readers.main($0) }, argument)
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, nil, { Readers.main($0) }, argument)
        #endif
        precondition(code == 0, "no thread is left")
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
    }

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        let readers = Unmanaged<Readers>.fromOpaque(argument).takeRetainedValue()
        var mixes = 0
        for number in 0..<readers.reads {
            // Sometimes reads a copy, which outlives its snapshot.
            let isMixed =
                number % 16 == 0 ? readers.live.value.isMixed : readers.live.read { $0.isMixed }
            if isMixed { mixes += 1 }
        }
        readers.mixes.add(mixes, ordering: .relaxed)
        readers.running.subtract(1, ordering: .releasing)
        return nil
    }

    /// Renames a new file over the old one, as editors do.
    private static func write(_ number: Int, in folder: String) throws {
        let path = "\(folder)/pair.json"
        guard let file = fopen(path + "~", "w") else { throw SystemCallFailed() }
        let count = fputs(Pair.json(number), file)
        fclose(file)
        guard count >= 0, rename(path + "~", path) == 0 else { throw SystemCallFailed() }
    }

    private struct SystemCallFailed: Error {}
}
