#if Fleet
    import AsyncHTTPClient
    import ConfigTypes
    import NIOCore
    import NIOHTTP1

    /// Requests by async-http-client.
    final class HTTPTransport: EtcdTransport {
        private let client: HTTPClient
        private let hasCertificate: Bool

        /// - Throws: if a file of certificates cannot be used.
        init(_ certificates: EtcdCertificates?) throws(ConfigError) {
            var configuration = HTTPClient.Configuration()
            configuration.timeout.connect = .seconds(2)
            // A watch occupies its connection for ever.
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
            configuration.redirectConfiguration = .disallow
            if let certificates {
                configuration.tlsConfiguration = try certificates.configuration()
            }
            hasCertificate = certificates?.certificate != nil
            client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        }

        deinit { client.shutdown { _ in } }

        func send(
            _ request: EtcdRequest,
            limit: Duration
        ) async throws(EtcdFault) -> EtcdResponse {
            do {
                let response = try await client.execute(
                    request.http,
                    timeout: .nanoseconds(limit.nanoseconds)
                )
                let body = try await response.body.collect(upTo: Self.maxBytes)
                return EtcdResponse(
                    // Bound: three digits.
                    status: Int(response.status.code),
                    body: Array(body.readableBytesView)
                )
            } catch {
                throw fault(error, request.endpoint)
            }
        }

        func open(_ request: EtcdRequest) async throws(EtcdFault) -> EtcdStream {
            do {
                let response = try await client.execute(request.http, deadline: .distantFuture)
                let body = response.body
                let fault = fault
                let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
                    let reading = Task {
                        do {
                            for try await piece in body {
                                continuation.yield(Array(piece.readableBytesView))
                            }
                            continuation.finish()
                        } catch {
                            continuation.finish(throwing: fault(error, request.endpoint))
                        }
                    }
                    continuation.onTermination = { _ in reading.cancel() }
                }
                // Bound: three digits.
                return EtcdStream(status: Int(response.status.code), pieces: pieces)
            } catch {
                throw fault(error, request.endpoint)
            }
        }

        /// More than the largest response to a request of this package.
        private static let maxBytes = 64 << 20

        private func fault(_ error: any Error, _ endpoint: String) -> EtcdFault {
            EtcdFault(error, endpoint: endpoint, hasCertificate: hasCertificate)
        }
    }

    extension EtcdRequest {
        fileprivate var http: HTTPClientRequest {
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            for (name, value) in headers { request.headers.add(name: name, value: value) }
            request.body = .bytes(ByteBuffer(bytes: body))
            return request
        }
    }

    extension Duration {
        fileprivate var nanoseconds: Int64 {
            // Bound: limits of requests, which are minutes at most.
            components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
        }
    }
#endif
