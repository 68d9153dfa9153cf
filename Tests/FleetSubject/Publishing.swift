#if Fleet
    import ConfigDocument
    import Foundation
    import TypedConfig
    import TypedConfigFleet

    /// Publishers, whose releases name their own numbers.
    struct Publishing {
        let author: String
        let endpoints: [String]

        func publisher() throws -> FleetPublisher {
            try FleetPublisher(
                endpoints: endpoints,
                fleet: FleetName(application: "shop", environment: "prod"),
                author: author,
                credentials: Self.credentials
            )
        }

        static var credentials: EtcdCredentials? {
            let variables = ProcessInfo.processInfo.environment
            guard let user = variables["FLEET_USER"], let password = variables["FLEET_PASSWORD"]
            else {
                return nil
            }
            return EtcdCredentials(user: user, password: password)
        }

        /// Publishes until so many releases were answered for. Conflicts and trouble are retried.
        func publish(_ count: Int, bytes: Int) async throws {
            let publisher = try publisher()
            var done = 0
            while done < count {
                do throws(FleetError) {
                    let view = try await publisher.view()
                    let files = [Self.file(view.head.next, "good", bytes)]
                    let begin = DispatchTime.now().uptimeNanoseconds
                    let release = try await publisher.publish(files, over: view)
                    // Bound: a time since the start of the machine.
                    let took = Int(clamping: DispatchTime.now().uptimeNanoseconds - begin)
                    say(["published": .int(release), "by": .string(author), "took": .int(took)])
                    done += 1
                } catch {
                    switch error.kind {
                    case .conflict: say(["conflict": .string(error.message)])
                    case .unavailable:
                        say(["trouble": .string(error.message)])
                        try await Task.sleep(for: .milliseconds(100))
                    case .missing:
                        _ = try await publisher.initialise()
                    case .denied, .refused: throw error
                    }
                }
            }
        }

        /// Assigns the last two releases in turn, which instances load without a delay.
        func flip(_ count: Int, pause: Double) async throws {
            let publisher = try publisher()
            for _ in 0..<count {
                let head = try await publisher.view().head
                guard let current = head.stable?.sequence else { return }
                // Bound: numbers of releases.
                let newest = head.next - 1
                let begin = DispatchTime.now().uptimeNanoseconds
                let release = try await publisher.rollBack(
                    to: current == newest ? newest - 1 : newest
                )
                say(["flipped": .int(release), "begin": .int(Int(clamping: begin))])
                try await Task.sleep(for: .seconds(pause))
            }
        }

        /// Publishes a release in steps, and takes them.
        func rollOut(_ mode: String, bake: Double) async throws {
            let publisher = try publisher()
            let view = try await publisher.view()
            let plan = RolloutPlan(
                steps: [10, 50].map { .init(percent: $0, bake: .seconds(bake)) },
                // The one that minds is among the first.
                pins: ["host-0"],
                // One of ten processes is a small share.
                halt: .init(lostPercent: mode == "deadly" ? 3 : 20)
            )
            let release = try await publisher.publish(
                [Self.file(view.head.next, mode, 0)],
                rollout: plan,
                over: view
            )
            say(["published": .int(release), "by": .string(author)])
            try await FleetController(publisher).run(untilEndOf: release) {
                say(["event": .string("\($0)")])
            }
        }

        private static func file(_ release: Int, _ mode: String, _ bytes: Int) -> ReleaseFile {
            ReleaseFile(
                name: "pool.yaml",
                configuration: "pool",
                version: "1.0.0",
                text: Pool.text(release: release, mode: mode, filler: bytes)
            )
        }
    }
#endif
