import ConfigDocument
import TypedConfig

/// An error of an etcd cluster, or on the way to it.
struct EtcdFault: Error, Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// No member could be reached in time.
        case unreachable
        /// A member has no leader, or is stopping.
        case unavailable
        /// The token has expired or is missing.
        case unauthenticated
        /// The user, the password or the role is not accepted.
        case denied
        /// The member has no gateway.
        case noGateway
        /// The requested revision is no longer stored.
        case compacted
        case notFound
        /// The database has reached its quota.
        case noSpace
        /// The request is not acceptable as it is.
        case invalid
    }

    var kind: Kind
    var message: String
    /// False if the request has certainly reached no member.
    var wasSent: Bool

    init(_ kind: Kind, _ message: String, wasSent: Bool = true) {
        self.kind = kind
        self.message = message
        self.wasSent = wasSent
    }

    /// True if another member may respond better.
    var isOfMember: Bool {
        switch kind {
        case .unreachable, .unavailable, .noGateway: true
        case .unauthenticated, .denied, .compacted, .notFound, .noSpace, .invalid: false
        }
    }

    /// The error in the words of the runtime.
    var remote: RemoteError {
        switch kind {
        case .denied, .unauthenticated: RemoteError(.denied, message)
        case .noGateway: RemoteError(.unusable, message)
        case .notFound: RemoteError(.missing, message)
        case .unreachable, .unavailable, .compacted, .noSpace, .invalid:
            RemoteError(.unavailable, message)
        }
    }
}

extension EtcdFault {
    /// The error of a response. Versions of etcd differ in the members of the body, so the status
    /// counts first, and missing members are tolerated.
    ///
    /// - Parameter body: the body of a unary call, or the member `error` of a stream.
    init(status: Int, body: DocumentValue?, endpoint: String) {
        let text =
            body?["message"]?.string ?? body?["error"]?.string ?? body?["error"]?["message"]?.string
        let code = body?["code"]?.int ?? body?["grpc_code"]?.int
        self.init(status: status, code: code, text: text ?? "", endpoint: endpoint)
    }

    /// - Parameter code: the code of gRPC; nil if it is unknown.
    init(status: Int, code: Int?, text: String, endpoint: String) {
        let place = "etcd at \(endpoint)"
        let quoted = text.isEmpty ? "status \(status)" : text
        if text.contains("CommonName of client") {
            self.init(
                .denied,
                "\(place) refuses client certificates with a CommonName at its gateway; use one with "
                    + "subject alternative names only"
            )
        } else if text.contains("required revision has been compacted") {
            self.init(.compacted, "\(place): \(quoted)")
        } else if text.contains("database space exceeded") {
            self.init(
                .noSpace,
                "\(place) has reached its quota and is read-only; compact and defragment it, then "
                    + "disarm the alarm"
            )
        } else if text.contains("user name is empty") {
            self.init(.unauthenticated, "\(place) requires a user; pass credentials")
        } else if text.contains("invalid auth token") {
            self.init(.unauthenticated, "\(place): \(quoted)")
        } else if text.contains("authentication failed") {
            self.init(.denied, "\(place) refuses the user or the password")
        } else {
            switch (status, code) {
            case (_, 16), (401, _): self.init(.unauthenticated, "\(place): \(quoted)")
            case (_, 7), (403, _): self.init(.denied, "\(place): \(quoted)")
            case (404, nil):
                self.init(
                    .noGateway,
                    "\(endpoint) has no gateway of etcd: either it is off (set enable-grpc-gateway: "
                        + "true), or something else listens there"
                )
            case (_, 5): self.init(.notFound, "\(place): \(quoted)")
            case (_, 11): self.init(.compacted, "\(place): \(quoted)")
            case (_, 14), (503, _), (_, 2), (_, 4), (500, _), (502, _), (504, _):
                self.init(.unavailable, "\(place): \(quoted)")
            default: self.init(.invalid, "\(place): \(quoted)")
            }
        }
    }
}
