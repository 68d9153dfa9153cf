// The code of the guide Secrets.md, line by line.
import Foundation
import TypedConfig

func connect() throws {
    let system = try ConfigSystem(
        layers: [.directory("config"), .secrets(in: "/run/secrets")],
        types: [DatabaseConfig.self]
    )
    let database = try system.load(DatabaseConfig.self)
    print(database)
    let password = database.password.reveal()
    login(database.user, password)
}

func systemWithPlaceholders() throws -> ConfigSystem {
    try ConfigSystem(
        layers: [.directory("config")],
        types: [DatabaseConfig.self],
        interpolation: Interpolation(environment: ["APP_"], folders: ["/run/secrets"])
    )
}

func revealingEncoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.userInfo[.revealsSecrets] = true
    return encoder
}
