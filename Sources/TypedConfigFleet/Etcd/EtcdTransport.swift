/// Sends requests to the members of an etcd cluster.
protocol EtcdTransport: Sendable {
    /// Sends a request, and receives the whole response.
    ///
    /// - Parameter limit: the time for all of it.
    func send(_ request: EtcdRequest, limit: Duration) async throws(EtcdFault) -> EtcdResponse

    /// Sends a request whose response has no end. It ends when the task that reads it is cancelled.
    func open(_ request: EtcdRequest) async throws(EtcdFault) -> EtcdStream
}

/// A POST request to etcd's gateway.
struct EtcdRequest: Sendable {
    var endpoint: String
    var path: String
    var body: [UInt8]
    var headers: [String: String] = [:]

    var url: String { endpoint + path }
}

/// The whole response to a request.
struct EtcdResponse: Sendable {
    var status: Int
    var body: [UInt8]
}

/// A response that is still being received.
struct EtcdStream: Sendable {
    var status: Int
    /// The bytes, in pieces of any size.
    var pieces: AsyncThrowingStream<[UInt8], any Error>
}
