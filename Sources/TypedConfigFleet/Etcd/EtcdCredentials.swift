/// A user of etcd. Descriptions and dumps do not show the password.
public struct EtcdCredentials: Sendable {
    /// The name of the user.
    public let user: String
    let password: String

    /// A user with a password.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension EtcdCredentials: CustomStringConvertible, CustomReflectable {
    public var description: String { user }
    public var customMirror: Mirror {
        Mirror(self, children: ["user": user], displayStyle: .struct)
    }
}

/// The certificates for connections to etcd, as files in the PEM format.
public struct EtcdCertificates: Sendable {
    /// The authority that the members' certificates are issued by; nil for those of the system.
    public var authority: String?
    /// The certificate of this client; nil for none. It must have no CommonName, as etcd's gateway
    /// refuses those.
    public var certificate: String?
    /// The private key of this client.
    public var key: String?

    /// Certificates in files.
    public init(authority: String? = nil, certificate: String? = nil, key: String? = nil) {
        self.authority = authority
        self.certificate = certificate
        self.key = key
    }
}
