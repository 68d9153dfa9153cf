import TypedConfig

@main
struct Prebuilt {
    static func main() throws {
        let queue = try QueueConfig.load(from: "config/queue.yaml")
        print("\(queue.workers) workers take from \(queue.topic)")
    }
}
