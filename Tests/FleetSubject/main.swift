// The program that Scripts/faults-fleet and Scripts/bench-fleet run: many instances in one process, publishers and
// controllers. Every line that it prints is JSON, with the time of the monotonic clock in nanoseconds.
//
//     FleetSubject instances FIRST COUNT FOLDER ENDPOINTS [mortal]   until its input ends
//     FleetSubject publish COUNT AUTHOR ENDPOINTS [BYTES]            as fast as possible
//     FleetSubject flip COUNT PAUSE ENDPOINTS                        goes back and forth between the last two releases
//     FleetSubject rollout MODE BAKE ENDPOINTS                       one release in steps, with its controller
//     FleetSubject control AUTHOR ENDPOINTS                          a controller until it is killed
//     FleetSubject reseed ENDPOINTS                                  a new epoch after a restored backup
//     FleetSubject store FOLDER                                      prints the release that a store starts with
//
// FLEET_USER and FLEET_PASSWORD are the user of etcd. Without the trait Fleet it does nothing.
#if Fleet
    import Foundation
    import TypedConfig
    import TypedConfigFleet

    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
        func argument(_ index: Int) -> String { index < arguments.count ? arguments[index] : "" }
        func endpoints(_ index: Int) -> [String] {
            argument(index).split(separator: ",").map(String.init)
        }
        switch arguments.first {
        case "instances":
            let group = Instances(
                first: Int(argument(1)) ?? 0,
                count: Int(argument(2)) ?? 1,
                folder: argument(3),
                endpoints: endpoints(4),
                isMortal: argument(5) == "mortal"
            )
            try await group.run()
        case "publish":
            let publishing = Publishing(author: argument(2), endpoints: endpoints(3))
            try await publishing.publish(Int(argument(1)) ?? 1, bytes: Int(argument(4)) ?? 0)
        case "rollout":
            let publishing = Publishing(author: "rollout", endpoints: endpoints(3))
            try await publishing.rollOut(argument(1), bake: Double(argument(2)) ?? 0)
        case "control":
            let publisher = try Publishing(author: argument(1), endpoints: endpoints(2)).publisher()
            try await FleetController(publisher).run { say(["event": .string("\($0)")]) }
        case "flip":
            let publishing = Publishing(author: "flip", endpoints: endpoints(3))
            try await publishing.flip(Int(argument(1)) ?? 1, pause: Double(argument(2)) ?? 1)
        case "reseed":
            let publisher = try Publishing(author: "reseed", endpoints: endpoints(1)).publisher()
            say(["epoch": .int(try await publisher.reseed())])
        case "store": try await Instances.printStore(argument(1))
        default: exit(64)
        }
    } catch {
        say(["error": .string("\(error)")])
        exit(1)
    }
#else
    print("FleetSubject was built without the trait Fleet")
#endif
