import ConfigDocument
package import ConfigFiles

/// The last good releases of an instance on disk, so that it starts without the fleet.
///
/// Each release is one file, which is written in full before it gets its name. The file `current`
/// then names it as the newest; it is replaced last, so that a crash leaves the old release or the
/// new one. A file contains all bytes that a release is verified by, and is verified again when it
/// is read.
package struct ReleaseStore: Sendable {
    package let folder: String
    package let fleet: FleetName
    package let trust: ReleaseTrust?

    /// The number of releases that are kept.
    private static let maxReleases = 3
    private static let currentName = "current"

    package init(folder: String, fleet: FleetName, trust: ReleaseTrust?) {
        self.folder = folder
        self.fleet = fleet
        self.trust = trust
    }

    /// The content of `current`.
    private struct Current {
        var moment: FleetMoment
        /// The names of files, newest first.
        var files: [String]
    }

    /// A release that was read from the store.
    package struct Stored: Sendable {
        package var release: VerifiedRelease
        package var reference: ReleaseReference
        /// The faults of newer files that cannot be used.
        package var faults: [ReleaseFault]
    }

    // MARK: Reading

    /// The newest release that is as it was published; nil if there is none.
    ///
    /// - Throws: if the store is that of another fleet, or cannot be read.
    package func newest() throws(ReleaseFault) -> Stored? {
        guard let current = try current() else { return nil }
        var faults: [ReleaseFault] = []
        for file in current.files {
            do throws(ReleaseFault) {
                let release = try release(in: file)
                let reference = ReleaseReference(
                    moment: current.moment,
                    sequence: release.manifest.sequence,
                    sha256: release.sha256
                )
                return Stored(release: release, reference: reference, faults: faults)
            } catch {
                faults.append(ReleaseFault(error.message, in: "\(folder)/\(file)"))
            }
        }
        if let first = faults.first { throw first }
        return nil
    }

    private func current() throws(ReleaseFault) -> Current? {
        let path = "\(folder)/\(Self.currentName)"
        guard let bytes = try read(path) else { return nil }
        guard let document = try? Document(parsing: bytes, as: .json, named: path) else {
            throw ReleaseFault("it does not name the releases of the store", in: path)
        }
        let json = DocumentValue(document.root)
        guard let name = json["fleet"]?.string, let epoch = json["epoch"]?.int,
            let generation = json["generation"]?.int, let files = json["releases"]?.array
        else { throw ReleaseFault("it does not name the releases of the store", in: path) }
        guard name == fleet.description else {
            throw ReleaseFault(
                "the store has releases of the fleet \(name), not of \(fleet); use a directory for "
                    + "each fleet",
                in: folder
            )
        }
        return Current(
            moment: FleetMoment(epoch: epoch, generation: generation),
            files: files.compactMap(\.string).filter { !$0.contains("/") }
        )
    }

    private func release(in file: String) throws(ReleaseFault) -> VerifiedRelease {
        guard let bytes = try read("\(folder)/\(file)") else {
            throw ReleaseFault("the file is missing")
        }
        guard let end = bytes.firstIndex(of: 0x0A),
            let document = try? Document(parsing: Array(bytes[..<end]), as: .json, named: file)
        else { throw ReleaseFault("the file is damaged") }
        let header = DocumentValue(document.root)
        guard let sequence = header["seq"]?.int, let sha256 = header["sha256"]?.string,
            let sizes = header["sizes"]?.array?.compactMap(\.int)
        else { throw ReleaseFault("the file is damaged") }
        var rest = bytes[end...].dropFirst()
        var parts: [[UInt8]] = []
        for size in sizes {
            guard size >= 0, size <= rest.count else { throw ReleaseFault("the file is damaged") }
            parts.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        guard let record = parts.first, file == Self.name(sequence, sha256) else {
            throw ReleaseFault("the file is damaged")
        }
        let manifest = try VerifiedManifest(
            record,
            of: fleet,
            sequence: sequence,
            sha256: sha256,
            trust: trust
        )
        return try VerifiedRelease(manifest, texts: Array(parts.dropFirst()))
    }

    private func read(_ path: String) throws(ReleaseFault) -> [UInt8]? {
        do throws(FileError) { return try DurableFile(path).readUnlocked() } catch {
            throw ReleaseFault(error.message, in: path)
        }
    }

    // MARK: Writing

    /// Stores a release that was loaded, and returns once it is on disk.
    package func keep(_ release: VerifiedRelease, at moment: FleetMoment) throws(FileError) {
        let old: Current?
        do throws(ReleaseFault) { old = try current() } catch {
            guard error.place != folder else { throw FileError(.other, folder, error.message) }
            old = nil
        }
        let name = Self.name(release.manifest.sequence, release.sha256)
        let files = [name] + (old?.files ?? []).filter { $0 != name }
        let kept = Array(files.prefix(Self.maxReleases))
        if old?.moment == moment, old?.files == kept { return }
        let folder = try LockedFolder(makingIfMissing: folder)
        if try folder.read(name) == nil { try folder.write(content(of: release), to: name) }
        var current = DocumentObject()
        current["v"] = 1
        current["fleet"] = .string(fleet.description)
        current["epoch"] = .int(moment.epoch)
        current["generation"] = .int(moment.generation)
        current["releases"] = .array(kept.map { .string($0) })
        let bytes = JSONEmitter(indent: nil).emit(.object(current))
        try folder.write(bytes, to: Self.currentName)
        for stale in files.dropFirst(Self.maxReleases) { try folder.remove(stale) }
    }

    private func content(of release: VerifiedRelease) -> [UInt8] {
        let parts = [release.record.bytes] + release.texts
        var header = DocumentObject()
        header["seq"] = .int(release.manifest.sequence)
        header["sha256"] = .string(release.sha256)
        header["sizes"] = .array(parts.map { .int($0.count) })
        let line = JSONEmitter(indent: nil).emit(.object(header)) + [0x0A]
        return ([line] + parts).flatMap { $0 }
    }

    private static func name(_ sequence: Int, _ sha256: String) -> String {
        "release-\(sequence)-\(sha256.prefix(16))"
    }
}
