import ConfigDocument
import ConfigSchemas
import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ConfigCacheTests {
    private func document(_ number: Int, padding: Int = 2000) throws -> Document {
        let text =
            "{\"number\":\(number),\"text\":\"\(String(repeating: "pad ", count: padding / 4))\"}"
        return try Document(parsing: text, as: .json, named: "config/\(number).json")
    }

    private func fill(_ cache: ConfigCache, _ numbers: Range<Int>, asValue: Bool = true) throws {
        for number in numbers {
            let document = try document(number)
            cache.add(document, asValue ? DocumentValue(document.root) : nil, named: "\(number)")
        }
    }

    @Test(arguments: 0...9)
    func givesBackWhatWasCompressed(level: Int) throws {
        for text in [
            "{}", "1", #"{"a":"é"}"#, try String(decoding: document(1).source, as: UTF8.self),
        ] {
            let document = try Document(parsing: text, as: .json, named: "a.json")
            let compressed = try #require(CompressedDocument(document, level: level))
            let again = try #require(compressed.document())
            #expect(again.source == document.source)
            #expect(again.name == "a.json")
            #expect(again.contentHash == document.contentHash)
        }
    }

    @Test func everyFlippedByteIsNoticed() throws {
        let compressed = try #require(CompressedDocument(try document(1), level: 6))
        for index in compressed.bytes.indices {
            var damaged = compressed
            damaged.flip(byte: index)
            #expect(damaged.document() == nil)
        }
    }

    @Test func valuesInFrontAndDocumentsBehindServe() throws {
        var limits = CacheLimits()
        limits.maxDecodedEntries = 2
        let cache = ConfigCache(limits: limits)
        try fill(cache, 0..<4)
        #expect(cache.statistics.entries == 4)
        #expect(cache.statistics.decodedEntries == 2)
        for number in [0, 3, 1, 0] { #expect(cache.value("\(number)")?["number"] == .int(number)) }
        #expect(cache.value("4") == nil)
        #expect(cache.statistics.hits == 4)
        #expect(cache.statistics.misses == 4)
        #expect(cache.statistics.evictions == 0)
        #expect(cache.statistics.decodedEntries == 2)
        #expect(cache.statistics.hitRatio == 0.5)
        #expect(cache.statistics.compressionRatio < 0.1)
    }

    /// Starting does not wait for compression; statistics cover what is compressed by then.
    @Test(arguments: [(1, 100, true), (8, 100, true), (12, 100, false), (1, 40_000, false)])
    func theNewestSmallDocumentsAreHeldAsRead(count: Int, padding: Int, isAsRead: Bool) throws {
        let cache = ConfigCache()
        for number in 0..<count {
            cache.add(try document(number, padding: padding), nil, named: "\(number)")
        }
        let most = try document(0, padding: padding).storage.byteCount * count
        #expect((cache.statisticsSoFar.compressedBytes >= most) == isAsRead)
        #expect(cache.value("0")?["number"] == 0)
        let statistics = cache.statistics
        #expect(statistics.compressedBytes < statistics.uncompressedBytes)
        #expect(cache.statisticsSoFar.compressedBytes == statistics.compressedBytes)
        for number in 0..<count { #expect(cache.value("\(number)")?["number"] == .int(number)) }
    }

    @Test func whatWasNotUsedForTheLongestTimeGoesFirst() throws {
        var limits = CacheLimits()
        limits.maxEntries = 3
        let cache = ConfigCache(limits: limits)
        try fill(cache, 0..<3)
        _ = cache.value("0")
        try fill(cache, 3..<5)
        #expect(cache.contents.map(\.name) == ["0", "3", "4"])
        #expect(cache.statistics.evictions == 2)
    }

    @Test func staysWithinItsBytes() throws {
        var limits = CacheLimits()
        limits.maxBytes = 20_000
        let cache = ConfigCache(limits: limits)
        try fill(cache, 0..<100)
        var statistics = cache.statistics
        #expect(statistics.compressedBytes + statistics.decodedBytes <= limits.maxBytes)
        #expect(statistics.entries > 10)
        #expect(statistics.entries < 100)
        cache.clear()
        statistics = cache.statistics
        #expect(statistics.entries == 0)
        #expect(statistics.compressedBytes == 0)
        #expect(statistics.uncompressedBytes == 0)
        #expect(statistics.decodedBytes == 0)
        #expect(statistics.misses == 100)
    }

    @Test func invalidatingDropsOne() throws {
        let cache = ConfigCache()
        try fill(cache, 0..<2)
        cache.invalidate("0")
        #expect(cache.value("0") == nil)
        #expect(cache.value("1") != nil)
    }

    @Test func aDamagedEntryIsReadAgain() throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(source: source, types: [Pair.self])
        #expect(try system.load("pair")["number"] == 1)
        system.cache.damage("pair", byte: 20)
        #expect(try system.load("pair")["number"] == 1)
        #expect(source.reads == 2)
        #expect(system.cacheStatistics.damagedEntries == 1)
    }

    @Test func aSystemReadsAFileOnceUntilItIsInvalidated() throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(source: source, types: [Pair.self])
        for _ in 0..<10 { #expect(try system.load("pair")["number"] == 1) }
        for _ in 0..<10 { #expect(try system.load(Pair.self).number == 1) }
        #expect(source.reads == 2)
        #expect(system.cacheStatistics.hits == 18)
        #expect(system.cacheStatistics.misses == 2)
        let live = try system.live(Pair.self)
        source.write(Pair.json(2), to: "pair.json")
        system.invalidate("pair")
        #expect(live.number == 1)
        #expect(system.snapshot()[Pair.self] == Pair(1))
        #expect(try system.load(Pair.self).number == 2)
        #expect(live.number == 2)
        #expect(try system.load("pair")["number"] == 2)
        source.write(Pair.json(3), to: "pair.json")
        system.clearCache()
        #expect(try system.load("pair")["number"] == 3)
        #expect(try system.load(Pair.self).number == 3)
    }

    /// An edit that keeps a file's size and time is noticed, since contents are compared.
    @Test func anEditThatKeepsSizeAndTimeIsNoticed() throws {
        let folder = try TemporaryFolder(["pair.json": Pair.json(1)])
        let file = folder.path + "/pair.json"
        let system = try ConfigSystem(directory: folder.path, types: [Pair.self])
        let time = Date(timeIntervalSince1970: 1_000_000_000)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
        let before = try FileManager.default.attributesOfItem(atPath: file)
        #expect(try system.load(Pair.self).number == 1)
        #expect(try system.load("pair")["number"] == 1)
        try folder.write(Pair.json(2), to: "pair.json")
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: file)
        let after = try FileManager.default.attributesOfItem(atPath: file)
        #expect(after[.modificationDate] as? Date == before[.modificationDate] as? Date)
        #expect(after[.size] as? Int == before[.size] as? Int)
        #expect(try system.reload() == ["pair"])
        #expect(try system.load(Pair.self).number == 2)
        #expect(try system.load("pair")["number"] == 2)
    }

    @Test func nothingIsReadBeforeItIsAskedFor() throws {
        let source = EditableSource(["pair.json": Pair.json(1), "listener.json": "{"])
        let system = try ConfigSystem(source: source, types: [Pair.self, Listener.self])
        #expect(source.reads == 0)
        _ = try system.load("pair")
        #expect(source.reads == 1)
    }

    @Test func concurrentFirstLoadsByNameReadOnce() async throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(source: source, types: [Pair.self])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { #expect(throws: Never.self) { try system.load("pair") } }
            }
        }
        #expect(source.reads == 1)
        #expect(system.cache.statistics.misses == 1)
        #expect(system.cache.statistics.hits == 49)
    }

    @Test func aReloadRefreshesWhatWasLoadedByName() throws {
        let source = EditableSource(["pair.json": Pair.json(1)])
        let system = try ConfigSystem(source: source, types: [Pair.self])
        _ = try system.load("pair")
        #expect(try system.reload() == [])
        source.write(Pair.json(2), to: "pair.json")
        #expect(try system.reload() == ["pair"])
        #expect(try system.load("pair")["number"] == 2)
        source.write(#"{"number":-1,"text":""}"#, to: "pair.json")
        #expect(throws: ConfigError.self) { try system.reload() }
        #expect(try system.load("pair")["number"] == 2)
    }

    /// A realistic distribution of reads: few names often, many rarely.
    @Test func mostOfManyReadsAreHits() throws {
        var files: [String: String] = [:]
        for number in 0..<200 { files["pair\(number).json"] = Pair.json(number) }
        let source = EditableSource(files)
        var limits = CacheLimits()
        limits.maxEntries = 150
        let system = try ConfigSystem(source: source, cache: limits)
        var validator = ConfigValidator()
        for number in 0..<200 { try validator.add(schema: true, named: "pair\(number)") }
        system.register(validator)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5000 {
            // Zipf's law: rank r has a frequency proportional to 1/r.
            let rank = Int(Double.random(in: 0..<1, using: &random).power(of: 200)) - 1
            #expect(try system.load("pair\(rank)")["number"] == .int(rank))
        }
        #expect(system.cacheStatistics.hitRatio > 0.8)
        #expect(system.cacheStatistics.entries <= 150)
    }
}

extension Double {
    /// `base` to the power of this number between 0 and 1, by repeated square roots.
    fileprivate func power(of base: Double) -> Double {
        var (result, root, rest) = (1.0, base, self)
        for _ in 0..<40 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= root
                rest -= 1
            }
        }
        return result
    }
}

struct RecencyListTests {
    @Test func keepsTheOrderOfUse() {
        var list = RecencyList<Int>()
        for number in 0..<5 { list.set(number, for: "\(number)") }
        _ = list.use("0")
        list.set(20, for: "2")
        list.remove("4")
        var order: [String] = []
        while let name = list.leastRecent {
            order.append(name)
            list.remove(name)
        }
        #expect(order == ["1", "3", "0", "2"])
        #expect(list.count == 0)
        list.set(1, for: "a")
        #expect(list.leastRecent == "a")
        #expect(list["a"] == 1)
    }
}
