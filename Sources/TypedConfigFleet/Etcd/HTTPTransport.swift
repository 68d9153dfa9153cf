#if Fleet
    import AsyncHTTPClient
    import NIOCore
    import NIOHTTP1
    import NIOSSL

    /// Requests by async-http-client.
    final class HTTPTransport: EtcdTransport {
        private let client: HTTPClient

        /// - Throws: if a file of certificates cannot be used.
        init(_ certificates: EtcdCertificates?) throws {
            var configuration = HTTPClient.Configuration()
            configuration.timeout.connect = .seconds(2)
            // A watch occupies its connection for ever.
            configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1024
            configuration.redirectConfiguration = .disallow
            if let certificates {
                var tls = TLSConfiguration.makeClientConfiguration()
                if let authority = certificates.authority { tls.trustRoots = .file(authority) }
                if let certificate = certificates.certificate {
                    tls.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate)
                        .map { .certificate($0) }
                }
                if let key = certificates.key {
                    tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
                }
                configuration.tlsConfiguration = tls
            }
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
                throw Self.fault(error, request.endpoint)
            }
        }

        func open(_ request: EtcdRequest) async throws(EtcdFault) -> EtcdStream {
            do {
                let response = try await client.execute(request.http, deadline: .distantFuture)
                let body = response.body
                let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
                    let reading = Task {
                        do {
                            for try await piece in body {
                                continuation.yield(Array(piece.readableBytesView))
                            }
                            continuation.finish()
                        } catch {
                            continuation.finish(throwing: Self.fault(error, request.endpoint))
                        }
                    }
                    continuation.onTermination = { _ in reading.cancel() }
                }
                // Bound: three digits.
                return EtcdStream(status: Int(response.status.code), pieces: pieces)
            } catch {
                throw Self.fault(error, request.endpoint)
            }
        }

        /// More than the largest response to a request of this package.
        private static let maxBytes = 64 << 20

        private static func fault(_ error: any Error, _ endpoint: String) -> EtcdFault {
            if let fault = error as? EtcdFault { return fault }
            return EtcdFault(.unreachable, "etcd at \(endpoint) does not respond: \(error)")
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
