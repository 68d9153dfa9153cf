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
        let outcome = try await commit(head, decision, over: 0)
        switch outcome {
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

    private func value(of key: String) async throws(FleetError) -> [UInt8]? {
        try await reaching { () throws(EtcdFault) in
            try await gateway.range(.one(key)).items.first?.value
        }
    }

    // MARK: Deciding

    /// Publishes a release for all instances.
    ///
    /// - Parameters:
    ///   - files: the files; those of one configuration and version are merged in this order.
    ///   - note: the reason, for people.
    ///   - view: the state that the release was made from; nil for that of now. If anybody has decided
    ///     something since, the release is a conflict.
    ///   - sign: returns the signatures of the release; nil for none.
    /// - Returns: the number of the release.
    @discardableResult
    public func publish(
        _ files: [ReleaseFile],
        note: String = "",
        over view: FleetView? = nil,
        sign: (@Sendable (_ message: [UInt8]) throws -> [ReleaseSignature])? = nil
    ) async throws(FleetError) -> Int {
        guard note.utf8.count <= ReleaseLimits.maxNoteBytes else {
            throw FleetError(
                .refused,
                "the note has \(note.utf8.count) bytes; the limit is \(ReleaseLimits.maxNoteBytes)"
            )
        }
        let new: NewRelease
        do throws(ReleaseFault) { new = try NewRelease(files) } catch {
            throw FleetError(.refused, error.message)
        }
        let view = if let view { view } else { try await self.view() }
        let sequence = view.head.next
        let manifest = ReleaseManifest(
            fleet: fleet,
            sequence: sequence,
            id: randomID(),
            parent: view.head.stable?.sequence,
            author: author,
            time: "\(Timestamp.now)",
            note: note,
            files: new.files
        ).bytes
        var record = ReleaseRecord(manifest: manifest)
        do { record.signatures = try sign?(ReleaseRecord.signedMessage(manifest)) ?? [] } catch {
            throw FleetError(.refused, "the release cannot be signed: \(error)")
        }
        for (hash, blob) in new.blobs.sorted(by: { $0.key < $1.key }) { try await put(blob, hash) }

        var head = view.head
        // Bound: numbers with ten digits at most.
        head.moment.generation += 1
        head.next += 1
        head.author = author
        // 10 ms an instance, and 5 s at most.
        head.spread = .milliseconds(min(5000, view.instances.count * 10))
        head.stable = FleetHead.Pointer(
            sequence: sequence,
            sha256: SHA256.hexadecimal(of: manifest)
        )
        let decision = decision(
            .publish,
            at: head.moment,
            from: view.head.stable?.sequence,
            to: sequence,
            note: note
        )
        let parts = new.files.filter { $0.inline == nil }.flatMap { file in
            (0..<file.chunks).map { keys.blob(file.blob, $0) }
        }
        let outcome = try await commit(
            head,
            decision,
            over: view.headRevision,
            release: (sequence, record.bytes),
            parts: Array(Set(parts)).sorted()
        )
        try accept(outcome)
        return sequence
    }

    /// Assigns an earlier release to all instances again. Its files are verified first.
    ///
    /// - Parameter sequence: the release; nil for the one before the current one.
    /// - Returns: the number of the release.
    @discardableResult
    public func rollBack(
        to sequence: Int? = nil,
        note: String = "",
        trust: ReleaseTrust? = nil
    ) async throws(FleetError) -> Int {
        let view = try await view()
        guard let current = view.head.stable?.sequence else {
            throw FleetError(.missing, "no release has been published for \(fleet) yet")
        }
        let target: Int
        if let sequence {
            target = sequence
        } else {
            guard let parent = try await release(current).manifest.parent else {
                throw FleetError(
                    .missing,
                    "release \(current) is the first one; there is none before it"
                )
            }
            target = parent
        }
        guard target != current else {
            throw FleetError(.refused, "release \(target) is the current one")
        }
        let old = try await release(target, trust: trust)
        var head = view.head
        // Bound: numbers with ten digits at most.
        head.moment.generation += 1
        head.moment.epoch += 1
        head.author = author
        head.spread = .zero
        head.stable = FleetHead.Pointer(sequence: target, sha256: old.release.sha256)
        let decision = decision(.rollBack, at: head.moment, from: current, to: target, note: note)
        try accept(try await commit(head, decision, over: view.headRevision))
        return target
    }

    private func decision(
        _ action: FleetDecision.Action,
        at moment: FleetMoment,
        from: Int?,
        to: Int?,
        note: String
    ) -> FleetDecision {
        FleetDecision(
            moment: moment,
            action: action,
            author: author,
            time: "\(Timestamp.now)",
            note: note,
            from: from,
            to: to,
            id: randomID()
        )
    }

    // MARK: Transactions

    private enum Outcome {
        case done
        /// Another decision was made first.
        case lost(FleetDecision?)
    }

    private func accept(_ outcome: Outcome) throws(FleetError) {
        guard case .lost(let other) = outcome else { return }
        guard let other else {
            throw FleetError(
                .conflict,
                "the fleet has changed in between; look at it, and try again"
            )
        }
        let what = other.to.map { " of release \($0)" } ?? ""
        throw FleetError(
            .conflict,
            "\(other.author) has made a decision a moment ago (\(other.action.rawValue)\(what)); look at "
                + "it, and try again"
        )
    }

    private static let attempts = 3

    /// Makes a decision. After a lost answer, the same transaction is sent again: if it then fails
    /// because this very decision is in the history, it was made the first time.
    private func commit(
        _ head: FleetHead,
        _ decision: FleetDecision,
        over revision: Int,
        release: (sequence: Int, record: [UInt8])? = nil,
        parts: [String] = []
    ) async throws(FleetError) -> Outcome {
        let history = keys.decision(head.moment.generation)
        var compares: [EtcdCompare] = [.modified(keys.head, at: revision), .absent(history)]
        var puts: [EtcdOperation] = [
            .put(keys.head, head.bytes), .put(history, decision.bytes),
        ]
        if let release {
            compares.append(.absent(keys.release(release.sequence)))
            puts.append(.put(keys.release(release.sequence), release.record))
        }
        // etcd allows 128 compares; the other parts were written before, and are never removed while
        // a release is being published.
        compares += parts.prefix(100).map(EtcdCompare.present)
        var last: EtcdFault?
        for attempt in 1...Self.attempts {
            do throws(EtcdFault) {
                let result = try await gateway.transaction(
                    if: compares,
                    then: puts,
                    else: [.range(.one(history))]
                )
                if result.hasSucceeded { return .done }
                let found = result.ranges.first?.items.first.flatMap {
                    FleetDecision(parsing: $0.value)
                }
                return found?.id == decision.id ? .done : .lost(found)
            } catch {
                guard error.isOfMember else { throw FleetError(error) }
                last = error
                if attempt < Self.attempts {
                    try? await Task.sleep(for: .milliseconds(500 * attempt))
                }
            }
        }
        throw FleetError(
            .unavailable,
            "it is unknown whether the decision was made; look at the history before you try again: "
                + (last?.message ?? "")
        )
    }

    /// Stores a compressed file unless it is stored already.
    private func put(_ blob: [UInt8], _ hash: String) async throws(FleetError) {
        for (part, bytes) in NewRelease.chunks(of: blob).enumerated() {
            let key = keys.blob(hash, part)
            _ = try await reaching { () throws(EtcdFault) in
                try await gateway.transaction(if: [.absent(key)], then: [.put(key, bytes)])
            }
        }
    }

    private func reaching<Value>(
        _ body: () async throws(EtcdFault) -> Value
    ) async throws(FleetError) -> Value {
        do throws(EtcdFault) { return try await body() } catch { throw FleetError(error) }
    }
}

/// A release that was read from the fleet and verified.
public struct PublishedRelease: Sendable {
    let release: VerifiedRelease

    /// The list of files.
    public var manifest: ReleaseManifest { release.manifest }
    /// The SHA-256 hash of the manifest, in hexadecimal.
    public var sha256: String { release.sha256 }
    /// The signatures of the manifest; whether they are trusted was not checked.
    public var signatures: [ReleaseSignature] { release.record.signatures }
    /// The files with their texts.
    public var files: [ReleaseFile] {
        zip(manifest.files, release.texts).map { file, text in
            ReleaseFile(
                name: file.name,
                configuration: file.configuration,
                version: file.version,
                text: text
            )
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
