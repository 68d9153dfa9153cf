import ConfigDocument
import Foundation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct ReloadScheduleTests {
    private let start = ContinuousClock.now

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant {
        start + .milliseconds(milliseconds)
    }

    /// The times of events, and of the resulting reloads.
    @Test(arguments: [
        ([0], [50]),
        ([0, 40, 80], [130]),
        ([0, 60], [50, 110]),
        (Array(stride(from: 0, through: 1000, by: 10)), [200, 400, 600, 800, 1000, 1050]),
    ])
    func aBurstIsReadOnceAndAnEndlessOneInTime(events: [Int], reloads: [Int]) {
        var schedule = ReloadSchedule(settle: .milliseconds(50), longestWait: .milliseconds(200))
        var found: [Int] = []
        for time in 0...2000 {
            if schedule.take(at: after(time)) { found.append(time) }
            if events.contains(time) { schedule.note(at: after(time)) }
        }
        #expect(found == reloads)
        #expect(schedule.due == nil)
    }

    @Test func everyFolderOnTheWayThroughLinksIsWatched() throws {
        let folder = try TemporaryFolder(["real/v1/a.yaml": "", "config/b.json": ""])
        try folder.relativeLink("real/current", to: "v1")
        try folder.relativeLink("config/a.yaml", to: "../real/current/a.yaml")
        try folder.relativeLink("link", to: "config")
        let root = folder.path
        let places = WatchedPlaces(configFolders: [root + "/link"])
        let names = places.folders.mapValues { $0.names.sorted() }
        #expect(names["\(root)/"] == ["config", "link"])
        #expect(places.folders["\(root)/link"]?.isConfigFolder == true)
        #expect(names["\(root)/config/"] == ["a.yaml"])
        #expect(names["\(root)/config/../real/"] == ["current"])
        #expect(names["\(root)/config/../real/v1/"] == ["a.yaml"])
    }

    @Test(arguments: [
        ("http.yaml", ["http"]), ("http.production.yml", ["http", "http.production"]),
        ("10-http.yaml", ["10-http", "http"]), ("2_a.b.json", ["2_a.b", "2_a", "a.b", "a"]),
        ("a.txt", []),
    ])
    func aFileMayBeAPartOfSomeConfigurations(file: String, names: [String]) {
        #expect(configs(ofFile: file) == Set(names))
    }

    @Test(arguments: [
        ("a.yaml", WatchedPlaces.Effect.file("a.yaml")), ("new.json", .file("new.json")),
        (".a.yaml.swp", .none), (".typed-config-0123456789abcdef.tmp", .none), ("4913", .none),
        ("a.yaml~", .none), (".hidden.yaml", .none),
    ])
    func onlyConfigurationFilesMatterInTheirFolder(
        name: String,
        effect: WatchedPlaces.Effect
    ) throws {
        let folder = try TemporaryFolder(["a.yaml": ""])
        let places = WatchedPlaces(configFolders: [folder.path])
        #expect(places.effect(ofChanging: name, in: folder.path) == effect)
        #expect(places.effect(ofChanging: nil, in: folder.path) == .any)
        #expect(places.effect(ofChanging: "a.yaml", in: "/elsewhere") == .none)
    }
}
