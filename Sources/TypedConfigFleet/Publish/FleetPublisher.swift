import ConfigDocument
import ConfigTypes
import SchemaValidation
public import TypedConfig

/// Publishes releases to a fleet on etcd, and reads its state.
///
///     let publisher = try FleetPublisher(endpoints: endpoints, fleet: fleet, author: "ci@build-4")
///     let published = try await publisher.publish(files, note: "more connections")
///
/// A decision is one transaction, which fails if anybody else has decided something in between. If the
/// answer is lost, the publisher finds out whether the decision was made.
public struct FleetPublisher: Sendable {
    /// The fleet.
    public let fleet: FleetName
    /// The author of decisions.
    public let author: String
    let gateway: EtcdGateway
    let keys: FleetKeys

    init(gateway: EtcdGateway, fleet: FleetName, author: String) {
        self.gateway = gateway
        self.fleet = fleet
        self.author = author
        keys = FleetKeys(fleet)
    }

    // MARK: Creating a fleet

    /// Creates the fleet unless it exists.
    ///
    /// - Returns: true if it was created.
    @discardableResult
    public func initialise() async throws(FleetError) -> Bool {
        let head = FleetHead(
            moment: FleetMoment(epoch: 1, generation: 1),
            next: 1,
            spread: .zero,
            author: author
        )
        let decision = decision(.initialise, at: head.moment, from: nil, to: nil, note: "")
        switch try await commit(head, decision, over: 0) {
        case .done: return true
        case .lost: return false
        }
    }

    /// The commands of etcdctl that create a role for instances and one for publishers.
    public var roleCommands: [String] {
        let name = "\(fleet.application)-\(fleet.environment)"
        func grant(_ role: String, _ permission: String, _ prefix: String) -> String {
            "etcdctl role grant-permission \(name)-\(role) \(permission) --prefix=true \(prefix)"
        }
        return [
            "etcdctl role add \(name)-instance",
            grant("instance", "read", keys.prefix),
            grant("instance", "readwrite", keys.instances),
            "etcdctl role add \(name)-publisher",
            grant("publisher", "readwrite", keys.prefix),
        ]
    }

    // MARK: Reading

    /// The newest decision and the instances, read at one revision.
    public func view() async throws(FleetError) -> FleetView {
        let result = try await reaching { () throws(EtcdFault) in
            try await gateway.transaction(
                if: [],
                then: [.range(.one(keys.head)), .range(.all(under: keys.instances))]
            )
        }
        guard result.ranges.count == 2, let item = result.ranges[0].items.first else {
            throw FleetError(
                .missing,
                "the fleet \(fleet) does not exist; create it with fleet init"
            )
        }
        guard let head = FleetHead(parsing: item.value) else {
            throw FleetError(
                .unavailable,
                "\(keys.head) has a format that this version of the package does not read"
            )
        }
        return FleetView(
            fleet: fleet,
            head: head,
            instances: result.ranges[1].items.compactMap { FleetInstance(parsing: $0.value) },
            revision: result.header.revision,
            headRevision: item.modRevision
        )
    }

    /// The newest decisions, newest first.
    public func history(limit: Int = 20) async throws(FleetError) -> [FleetDecision] {
        let generation = try await view().head.moment.generation
        var decisions: [FleetDecision] = []
        // Bound: the generation counts the keys that exist.
        for number in stride(from: generation, to: max(0, generation - limit), by: -1) {
            let key = keys.decision(number)
            let range = try await reaching { () throws(EtcdFault) in
                try await gateway.range(.one(key), isSerializable: true)
            }
            if let item = range.items.first, let decision = FleetDecision(parsing: item.value) {
                decisions.append(decision)
            }
        }
        return decisions
    }

    /// A release with its files, verified.
    ///
    /// - Parameter trust: the signatures that it must have; nil for none.
    public func release(
        _ sequence: Int,
        trust: ReleaseTrust? = nil
    ) async throws(FleetError) -> PublishedRelease {
        let place = "fleet \(fleet)@\(sequence)"
        guard let record = try await value(of: keys.release(sequence)) else {
            throw FleetError(.missing, "\(place) does not exist")
        }
        do {
            let manifest = try VerifiedManifest(
                record,
                of: fleet,
                sequence: sequence,
                sha256: SHA256.hexadecimal(of: ReleaseRecord(parsing: record).manifest),
                trust: trust
            )
            var texts: [[UInt8]] = []
            for file in manifest.manifest.files {
                texts.append(try manifest.text(of: file, compressed: try await blob(of: file)))
            }
            return PublishedRelease(release: try VerifiedRelease(manifest, texts: texts))
        } catch let fault as ReleaseFault {
            throw FleetError(.refused, "\(fault.place ?? place): \(fault.message)")
        } catch let error as FleetError {
            throw error
        } catch {
            throw FleetError(.unavailable, "\(error)")
        }
    }

    private func blob(of file: ReleaseManifest.File) async throws(FleetError) -> [UInt8] {
        if let inline = file.inline { return inline }
        var bytes: [UInt8] = []
        for part in 0..<file.chunks {
            let key = keys.blob(file.blob, part)
            guard let value = try await value(of: key) else {
                throw FleetError(.missing, "etcd has no key \(key)")
            }
            bytes += value
        }
        return bytes
    }

    func value(of key: String) async throws(FleetError) -> [UInt8]? {
        try await reaching { () throws(EtcdFault) in
            try await gateway.range(.one(key)).items.first?.value
        }
    }
}

#if Fleet
    extension FleetPublisher {
        /// Connects to a cluster with the first request.
        ///
        /// - Parameters:
        ///   - endpoints: the URLs of the members.
        ///   - fleet: the application and its environment.
        ///   - author: the author of decisions, for people.
        ///   - credentials: the user; nil for a cluster without authentication.
        ///   - certificates: the certificates for TLS; nil for those of the system.
        /// - Throws: if an endpoint is malformed, or a certificate cannot be read.
        public init(
            endpoints: [String],
            fleet: FleetName,
            author: String,
            credentials: EtcdCredentials? = nil,
            certificates: EtcdCertificates? = nil
        ) throws(ConfigError) {
            self.init(
                gateway: try EtcdGateway(
                    connectingTo: endpoints,
                    for: author,
                    credentials: credentials,
                    certificates: certificates
                ),
                fleet: fleet,
                author: author
            )
        }
    }
#endif
