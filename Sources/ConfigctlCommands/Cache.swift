import ArgumentParser
import LimitOptions
import TypedConfig

struct Cache: FolderCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure the cache of loaded configurations.",
        discussion: """
            Loads each configuration twice, as a service would, and prints entries, hits, and \
            sizes before and after compression.

            Exit status: 0, or 2 if a file cannot be read.

            EXAMPLES
              Measure all files:
                configctl cache
              Try the highest compression:
                configctl cache http pool --level 9 --format json
            """
    )

    @Argument(
        help: "The configurations to load; all files by default.",
        completion: FolderOptions.names
    )
    var names: [String] = []

    @Option(help: "The compression level of zlib, from 0 to 9.")
    var level = 6

    @OptionGroup var printing: PrintOptions

    @OptionGroup(title: "Files and layers") var folder: FolderOptions

    @OptionGroup var limits: LimitOptions

    func validate() throws {
        guard 0...9 ~= level else { throw ValidationError("--level is from 0 to 9, not \(level).") }
    }

    func run() throws {
        var limits = CacheLimits()
        limits.compressionLevel = level
        let system = try folder.system(cache: limits)
        for name in names.isEmpty ? system.namesWithFile : names {
            for _ in 0..<2 { _ = try system.load(name) }
        }
        let statistics = system.cacheStatistics
        switch printing.format {
        case .text: write(statistics)
        case .json: Output.standard.write(DocumentValue(statistics))
        }
    }

    private func write(_ statistics: CacheStatistics) {
        let rows = [
            ("entries", "\(statistics.entries)"),
            ("hits", "\(statistics.hits)"),
            ("misses", "\(statistics.misses)"),
            ("evictions", "\(statistics.evictions)"),
            ("hit ratio", percent(statistics.hitRatio)),
            ("uncompressed", "\(statistics.uncompressedBytes) bytes"),
            ("compressed", "\(statistics.compressedBytes) bytes"),
            ("compression", percent(statistics.compressionRatio)),
        ]
        let width = rows.map(\.0.count).max() ?? 0
        for (name, value) in rows {
            let padding = String(repeating: " ", count: width - name.count + 2)
            Output.standard.write(name + padding + value)
        }
    }

    private func percent(_ ratio: Double) -> String {
        // Bound: a ratio of two sizes, of which neither is 0.
        let tenths = Int((ratio * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

extension DocumentValue {
    fileprivate init(_ statistics: CacheStatistics) {
        self = [
            "entries": .int(statistics.entries),
            "hits": .int(statistics.hits),
            "misses": .int(statistics.misses),
            "evictions": .int(statistics.evictions),
            "hitRatio": .double(statistics.hitRatio),
            "compressionRatio": .double(statistics.compressionRatio),
            "uncompressedBytes": .int(statistics.uncompressedBytes),
            "compressedBytes": .int(statistics.compressedBytes),
        ]
    }
}
