#if Fleet
    import AsyncHTTPClient
    import NIOCore
    import NIOPosix
    import NIOSSL

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    extension EtcdFault {
        /// The error of a connection to a member, in the words of those who run it.
        ///
        /// - Parameter hasCertificate: true if the client shows a certificate of its own.
        init(_ error: any Error, endpoint: String, hasCertificate: Bool) {
            if let fault = error as? EtcdFault {
                self = fault
                return
            }
            let problem = ConnectionProblem(
                error,
                isSecure: endpoint.hasPrefix("https:"),
                hasCertificate: hasCertificate
            )
            self.init(
                .unreachable,
                "etcd at \(endpoint) does not respond: \(problem.text)",
                wasSent: problem.wasSent
            )
        }
    }

    /// Why a request has no response.
    private struct ConnectionProblem {
        var text: String
        var wasSent: Bool

        init(_ error: any Error, isSecure: Bool, hasCertificate: Bool) {
            switch error {
            case let error as IOError where error.errnoCode == ECONNREFUSED:
                (text, wasSent) = ("nothing listens there", false)
            case let error as IOError where error.errnoCode == ECONNRESET:
                (text, wasSent) = (Self.closing(isSecure, hasCertificate), true)
            case let error as NIOConnectionError:
                // Each address of the host was tried.
                guard let first = error.connectionErrors.first else {
                    (text, wasSent) = ("the address of \(error.host) is unknown", false)
                    return
                }
                self = Self(first.error, isSecure: isSecure, hasCertificate: hasCertificate)
            case is SocketAddressError:
                (text, wasSent) = ("the address of its host is unknown", false)
            case let error as HTTPClientError where error == .connectTimeout:
                (text, wasSent) = ("no connection in time", false)
            case let error as HTTPClientError where error == .remoteConnectionClosed:
                (text, wasSent) = (Self.closing(isSecure, hasCertificate), true)
            case let error as HTTPClientError
            where error == .deadlineExceeded || error == .readTimeout:
                (text, wasSent) = ("no response in time", true)
            case is NIOSSLExtraError:
                (text, wasSent) = ("its certificate is for another host", false)
            case NIOSSLError.handshakeFailed(let reason):
                (text, wasSent) = (Self.refusal("\(reason)"), false)
            default: (text, wasSent) = ("\(error)", true)
            }
        }

        private static func closing(_ isSecure: Bool, _ hasCertificate: Bool) -> String {
            let text = "it closed the connection"
            if !isSecure { return text + "; if it expects TLS, its URL begins with https:" }
            if hasCertificate { return text }
            return text + "; if it requires a certificate of the client, pass one with its key"
        }

        private static func refusal(_ reason: String) -> String {
            if reason.contains("CERTIFICATE_VERIFY_FAILED") {
                return "its certificate is not trusted: it is expired, or not issued by a known "
                    + "authority; pass the file of the authority"
            }
            if reason.contains("WRONG_VERSION_NUMBER") || reason.contains("HTTP_REQUEST") {
                return "it does not expect TLS; its URL begins with http:"
            }
            return "no secure connection (\(reason))"
        }
    }
#endif
