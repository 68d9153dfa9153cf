import ConfigMonitoring
import Foundation
import Testing

@testable import TypedConfig
@testable import TypedConfigDashboard
@testable import TypedConfigFleet

/// The dashboard's page of a fleet.
struct FleetPageTests {
    private let setup: FakeFleetSetup
    private let folder: URL

    init() throws {
        setup = try FakeFleetSetup()
        folder = FileManager.default.temporaryDirectory.appending(
            path: "fleet \(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func dashboard(_ window: FleetWindow?) throws -> Dashboard {
        let system = try ConfigSystem(directory: folder.path)
        return Dashboard(
            ConfigMonitor(system),
            access: .loopback,
            maxStreams: 1,
            window: window
        )
    }

    private func get(_ path: String, of dashboard: Dashboard) async -> (status: Int, text: String) {
        let request = DashboardRequest(
            method: "GET",
            path: path,
            query: "",
            headers: [(name: "Host", value: "localhost:8087")]
        )
        await dashboard.prepare(for: request)
        let answer = dashboard.response(to: request)
        guard case .bytes(let bytes) = answer.body else { return (answer.status, "") }
        return (answer.status, String(decoding: bytes, as: UTF8.self))
    }

    @Test func withoutAFleetThereIsNoPage() async throws {
        let dashboard = try dashboard(nil)
        #expect(await get("/fleet", of: dashboard).status == 404)
        #expect(await !get("/", of: dashboard).text.contains("/fleet"))
    }

    @Test func itShowsWhatIsAssignedAndWhatRuns() async throws {
        let publisher = setup.publisher("ci@build-4")
        try await publisher.initialise()
        try await publisher.publish(setup.files("a: 1"))
        let good = try setup.instance("host-1", labels: ["zone": "a"])
        let bad = try setup.instance("host-2")
        bad.refuse(2)
        for instance in [good, bad] { instance.start() }
        try await eventually("both run release 1") {
            let view = try await publisher.view()
            return view.instances.count == 2 && view.isSettled
        }
        let plan = RolloutPlan(
            steps: [.init(percent: 50, bake: .zero)],
            pins: ["host-1", "host-2"]
        )
        try await publisher.publish(setup.files("a: 2"), rollout: plan, note: "<b>two</b>")
        try await eventually("one has refused") {
            try await publisher.view().instances.map(\.state) == [.running, .refused]
        }
        let dashboard = try dashboard(FleetWindow(publisher))
        let page = await get("/fleet", of: dashboard).text
        #expect(page.contains("<h1>Fleet shop/prod</h1>"))
        #expect(page.contains("<p class=\"state\">Release 1</p>"))
        #expect(page.contains("1 of 2 instances run what is assigned to them"))
        #expect(page.contains("<progress max=\"100\" value=\"50\""))
        #expect(page.contains("Instances that run it: 1; that have refused it: 1."))
        #expect(page.contains("zone=a"))
        #expect(page.contains("<pre>port is 0</pre>"))
        #expect(page.contains("(2 is assigned)"))
        // What needs attention is first.
        let places = ["host-2", "host-1"].compactMap { page.range(of: ">\($0)<")?.lowerBound }
        #expect(places.count == 2 && places[0] < places[1])
        #expect(page.contains("1 → 2"))
        #expect(page.contains("&lt;b&gt;two&lt;/b&gt;"))
        #expect(await get("/settings", of: dashboard).text.contains("href=\"/fleet\""))
        for instance in [good, bad] { instance.crash() }
    }

    /// Many browsers cause few requests.
    @Test func theFleetIsReadOnceInAWhile() async throws {
        let publisher = setup.publisher()
        try await publisher.initialise()
        try await publisher.publish(setup.files("a: 1"))
        let reads = Counter(3)
        let window = FleetWindow(shortest: .seconds(36_000)) {
            _ = reads.take()
            return .init(view: try await publisher.view(), history: [])
        }
        let dashboard = try dashboard(window)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = await get("/fleet", of: dashboard) } }
        }
        #expect(reads.value == 2)
    }

    @Test func troubleLeavesWhatWasKnown() async throws {
        let publisher = setup.publisher()
        try await publisher.initialise()
        try await publisher.publish(setup.files("a: 1"))
        let reads = Counter(1)
        let window = FleetWindow(shortest: .zero) {
            guard reads.take() else { throw FleetError(.unavailable, "etcd <is> down") }
            return .init(view: try await publisher.view(), history: [])
        }
        let dashboard = try dashboard(window)
        _ = await get("/fleet", of: dashboard)
        let page = await get("/fleet", of: dashboard).text
        #expect(
            page.contains("The fleet cannot be read: etcd &lt;is&gt; down. This is its state of")
        )
        #expect(page.contains("<p class=\"state\">Release 1</p>"))
    }

    @Test func aFleetThatWasNeverReadIsAnErrorOnThePage() async throws {
        let dashboard = try dashboard(FleetWindow(setup.publisher()))
        let answer = await get("/fleet", of: dashboard)
        #expect(answer.status == 200)
        #expect(
            answer.text.contains("The fleet cannot be read: the fleet shop/prod does not exist")
        )
    }

    /// Who may not see the page does not cause requests.
    @Test func aRefusedRequestReadsNothing() async throws {
        let reads = Counter(1)
        let dashboard = try dashboard(
            FleetWindow {
                _ = reads.take()
                throw FleetError(.unavailable, "down")
            }
        )
        let request = DashboardRequest(
            method: "GET",
            path: "/fleet",
            query: "",
            headers: [(name: "Host", value: "evil.example")]
        )
        await dashboard.prepare(for: request)
        #expect(dashboard.response(to: request).status == 421)
        #expect(reads.value == 1)
    }
}
