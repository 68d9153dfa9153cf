import TypedConfig

@main
struct Beacon {
    static func main() {
        let config = BeaconConfig.embedded
        print("\(config.name) blinks \(config.color.rawValue) every \(config.interval) seconds")
        print("channels: \(config.channels.map(String.init).joined(separator: ", "))")
        print("settings: \(BeaconConfig.settingNames.joined(separator: ", "))")
    }
}
