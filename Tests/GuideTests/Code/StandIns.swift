/// Stands for the call of a database that a guide shows.
func login(_ user: String, _ password: String) {}

/// Stands for the decoder of Yams, which is not a dependency of this package.
struct YAMLDecoder {
    func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        throw NotAvailable()
    }

    private struct NotAvailable: Error {}
}
