import ConfigDocument
import Foundation
import JSONSchema
import Synchronization
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

/// A configuration whose fields are always consistent.
struct Pair: ConfigType, Equatable {
    static let schema = compiledSchema(
        "pair",
        #"{"properties":{"number":{"minimum":0}},"required":["number","text"]}"#
    )
    var number: Int
    var text: String

    init(_ number: Int) {
        self.number = number
        // Too long for inline storage in the string, so that freed memory would be noticed.
        text = "the text that goes with the number \(number)"
    }

    init(reading object: inout ValueReader) {
        number = object.int("number")
        text = object.string("text")
    }

    func write(to object: inout ValueWriter) {
        object.int("number", number)
        object.string("text", text)
    }

    static func json(_ number: Int) -> String {
        #"{"number":\#(number),"text":"the text that goes with the number \#(number)"}"#
    }
}

private let noDocument: LoadedDocument = {
    do {
        return LoadedDocument(document: try Document(parsing: "{}", as: .json), layered: nil)
    } catch {
        fatalError("\(error)")
    }
}()

private func published(_ number: Int) -> Published<Pair> {
    Published(Pair(number), document: noDocument)
}

struct SnapshotTests {
    private func system(
        _ files: [String: String]
    ) throws -> (system: ConfigSystem, source: EditableSource) {
        let source = EditableSource(files)
        return (try ConfigSystem(source: source), source)
    }

    @Test func aTypeIsReadOnce() async throws {
        let (system, source) = try system(["pair.json": Pair.json(1)])
        #expect(source.reads == 0)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<100 {
                group.addTask { #expect(throws: Never.self) { try system.load(Pair.self) } }
            }
        }
        #expect(source.reads == 1)
        #expect(try system.current(Pair.self) == Pair(1))
    }

    @Test func aFailedLoadIsTriedAgain() throws {
        let (system, source) = try system(["pair.json": "{}"])
        #expect(throws: ConfigError.self) { try system.load(Pair.self) }
        source.write(Pair.json(1), to: "pair.json")
        #expect(try system.load(Pair.self) == Pair(1))
    }

    @Test func aReloadPublishesWhatHasChanged() throws {
        let (system, source) = try system(["pair.json": Pair.json(1)])
        let live = try system.live(Pair.self)
        let before = system.snapshot()
        #expect(try system.reload() == [])
        #expect(system.snapshot() === before)
        source.write(Pair.json(2), to: "pair.json")
        #expect(live.number == 1)
        #expect(try system.reload() == ["pair"])
        #expect(live.number == 2)
        #expect(live.text.hasSuffix(" 2"))
        #expect(live.read { ($0.number, $0.text.utf8.count) } == (2, 36))
        #expect(live.value == Pair(2))
        #expect(try system.load(Pair.self) == Pair(2))
        #expect(before[Pair.self] == Pair(1))
        #expect(system.snapshot()[Pair.self] == Pair(2))
        #expect(system.snapshot()[Listener.self] == nil)
        #expect(system.snapshot().generation == before.generation + 1)
    }

    @Test func theFileMayChangeItsFormat() throws {
        let (system, source) = try system(["pair.json": Pair.json(1)])
        _ = try system.load(Pair.self)
        source.write(nil, to: "pair.json")
        source.write(Pair.json(1), to: "pair.yaml")
        #expect(try system.reload() == ["pair"])
    }

    @Test func aFailedReloadChangesNothingAndReportsAllFiles() throws {
        let (system, source) = try system([
            "pair.json": Pair.json(1), "listener.json": validListener,
        ])
        let live = try system.live(Pair.self)
        _ = try system.load(Listener.self)
        source.write(Pair.json(2), to: "pair.json")
        source.write("{}", to: "listener.json")
        let error = #expect(throws: ConfigError.self) { try system.reload() }
        #expect(error.map { Set($0.findings.map(\.file)) } == ["config/listener.json"])
        #expect(live.number == 1)
        source.write("[", to: "pair.json")
        let both = #expect(throws: ConfigError.self) { try system.reload() }
        #expect(
            both.map { Set($0.findings.map(\.file)) }
                == ["config/listener.json", "config/pair.json"]
        )
        #expect(live.number == 1)
        #expect(try system.load(Listener.self).port == 80)
    }

    @Test func manyTypesAreFoundInASnapshot() throws {
        let (system, _) = try system([
            "pair.json": Pair.json(7), "listener.json": validListener, "holder.json": #"{"a":1}"#,
        ])
        _ = try system.load(Pair.self)
        _ = try system.load(Listener.self)
        let snapshot = system.snapshot()
        #expect(snapshot[Pair.self]?.number == 7)
        #expect(snapshot[Listener.self]?.port == 80)
        #expect(snapshot[Everything.self] == nil)
    }
}

// Serialised, since a read delayed by one test also delays freeing memory in the others.
@Suite(.serialized)
struct ReclamationTests {
    private let publisher = SnapshotPublisher()

    private func publish(_ number: Int) {
        publisher.publish([published(number)])
    }

    /// Threads of other tests may be interrupted during a read, which delays freeing.
    private func freesAll(_ publisher: SnapshotPublisher) -> Bool {
        for _ in 0..<10_000 {
            publisher.free()
            if publisher.retiredCount == 0 { return true }
            usleep(1000)
        }
        return false
    }

    @Test func replacedSnapshotsAreFreed() {
        publish(1)
        weak let old = publisher.snapshot()
        weak let value = old?.values.first
        #expect(old != nil && value != nil)
        publish(2)
        #expect(freesAll(publisher))
        #expect(old == nil)
        #expect(value == nil)
    }

    @Test func aSnapshotThatIsHeldStays() {
        publish(1)
        let old = publisher.snapshot()
        publish(2)
        #expect(old[Pair.self] == Pair(1))
    }

    /// A reader keeps the memory that it reads, and nothing else waits for it.
    @Test func whatIsBeingReadIsNotFreed() throws {
        let system = try ConfigSystem(source: EditableSource(["pair.json": Pair.json(1)]))
        let live = try system.live(Pair.self)
        let isReading = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let hasEnded = DispatchSemaphore(value: 0)
        let numbers = Mutex<[Int]>([])
        Thread.detachNewThread {
            live.read { pair in
                isReading.signal()
                mayGoOn.wait()
                // Reads twice after the snapshot was replaced.
                let (number, text) = (pair.number, pair.text)
                numbers.withLock { $0 = [number, text.utf8.count] }
            }
            hasEnded.signal()
        }
        isReading.wait()
        weak let old = system.snapshot()
        for number in [2, 3] {
            system.publisher.publish([published(number)])
            #expect(live.number == number)
        }
        #expect(old != nil)
        #expect(system.publisher.retiredCount > 0)
        mayGoOn.signal()
        hasEnded.wait()
        #expect(numbers.withLock { $0 } == [1, Pair(1).text.utf8.count])
        #expect(freesAll(system.publisher))
        #expect(old == nil)
    }

    @Test func aReadInsideAReadEndsWithTheOuterOne() throws {
        let system = try ConfigSystem(source: EditableSource(["pair.json": Pair.json(1)]))
        let live = try system.live(Pair.self)
        live.read { outer in
            #expect(live.number == 1)
            system.publisher.publish([published(2)])
            #expect(live.number == 2)
            #expect(outer.text == Pair(1).text)
        }
        #expect(freesAll(system.publisher))
    }

    /// Readers see neither a mix of two versions nor freed memory.
    @Test func readersSeeOneVersionWhileSnapshotsAreReplaced() throws {
        let system = try ConfigSystem(source: EditableSource(["pair.json": Pair.json(0)]))
        let live = try system.live(Pair.self)
        let isOver = Atomic(false)
        let mixes = Atomic(0)
        let reads = Atomic(0)
        let readers = 4
        let ended = DispatchSemaphore(value: 0)
        for _ in 0..<readers {
            Thread.detachNewThread {
                while !isOver.load(ordering: .relaxed) {
                    let isMixed = live.read { $0.text != Pair($0.number).text }
                    let copy = live.value
                    let loaded = try? system.load(Pair.self)
                    if isMixed || copy != Pair(copy.number)
                        || loaded.map({ $0 != Pair($0.number) }) ?? true
                    {
                        mixes.add(1, ordering: .relaxed)
                    }
                    reads.add(1, ordering: .relaxed)
                }
                ended.signal()
            }
        }
        var number = 1
        while number < 2000 || reads.load(ordering: .relaxed) < 2000 {
            system.publisher.publish([published(number)])
            number += 1
        }
        isOver.store(true, ordering: .relaxed)
        for _ in 0..<readers { ended.wait() }
        system.publisher.free()
        #expect(mixes.load(ordering: .relaxed) == 0)
        #expect(system.publisher.retiredCount == 0)
    }

    @Test func threadsGiveTheirSlotsBack() {
        publish(1)
        for _ in 0..<200 {
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread { [publisher] in
                #expect(publisher.value(of: Pair.self) == Pair(1))
                done.signal()
            }
            done.wait()
        }
        publish(2)
        #expect(freesAll(publisher))
    }
}
