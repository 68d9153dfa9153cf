/// Stands for the call of a database that a guide shows.
func login(_ user: String, _ password: String) {}

/// Stands for the decoder of Yams, which is not a dependency of this package.
struct YAMLDecoder {
    func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        throw NotAvailable()
    }

    private struct NotAvailable: Error {}
}

/// Stands for a server of the reader.
struct MovableServer {
    func move(to port: Int) async {}
}

#if SwiftConfiguration
    import Configuration

    /// Stands for types of Hummingbird, which is not a dependency of this package.
    struct Router {}

    struct ApplicationConfiguration {
        init(reader: ConfigReader) {}
    }

    struct Application {
        init(router: Router, configuration: ApplicationConfiguration) {}
    }
#endif
