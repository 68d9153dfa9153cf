/// The shape of `coordinates.json` as an application would write it for `JSONDecoder`, which validates nothing.
struct CodableCoordinates: Codable {
    struct CoordinateSystem: Codable {
        enum Origin: String, Codable {
            case topLeft = "top-left"
            case center
        }

        var origin: Origin
        var unit: String
        var multiMonitorSupport: Bool

        enum CodingKeys: String, CodingKey {
            case origin, unit
            case multiMonitorSupport = "multi_monitor_support"
        }
    }

    struct Agent: Codable {
        var chatInputCoordinates: [Double]
        var onboardingInputCoords: [Double]
        var description: String?
        var active: Bool

        enum CodingKeys: String, CodingKey {
            case description, active
            case chatInputCoordinates = "chat_input_coordinates"
            case onboardingInputCoords = "onboarding_input_coords"
        }
    }

    struct FallbackBehavior: Codable {
        var defaultOffset: [Double]?
        var retryAttempts: Int
        var errorHandling: String

        enum CodingKeys: String, CodingKey {
            case defaultOffset = "default_offset"
            case retryAttempts = "retry_attempts"
            case errorHandling = "error_handling"
        }
    }

    struct Bounds: Codable {
        var minX: Double
        var maxX: Double
        var minY: Double
        var maxY: Double

        enum CodingKeys: String, CodingKey {
            case minX = "min_x"
            case maxX = "max_x"
            case minY = "min_y"
            case maxY = "max_y"
        }
    }

    struct ValidationRules: Codable {
        var coordinateBounds: Bounds?
        var requiredFields: [String]?

        enum CodingKeys: String, CodingKey {
            case coordinateBounds = "coordinate_bounds"
            case requiredFields = "required_fields"
        }
    }

    var description: String?
    var version: String
    var lastUpdated: String?
    var coordinateSystem: CoordinateSystem?
    var agents: [String: Agent]
    var fallbackBehavior: FallbackBehavior?
    var validationRules: ValidationRules?

    enum CodingKeys: String, CodingKey {
        case description, version, agents
        case lastUpdated = "last_updated"
        case coordinateSystem = "coordinate_system"
        case fallbackBehavior = "fallback_behavior"
        case validationRules = "validation_rules"
    }
}
