import ConfigDocument
import ConfigTypes

extension ReleaseManifest {
    /// One line of JSON, the same for equal manifests: keys are sorted, and there are no spaces.
    package var bytes: [UInt8] {
        var object = DocumentObject()
        object["app"] = .string(fleet.application)
        object["at"] = .string(time)
        object["by"] = .string(author)
        object["env"] = .string(fleet.environment)
        object["files"] = .array(files.map(\.json))
        object["id"] = .string(id)
        object["note"] = .string(note)
        object["parent"] = parent.map { .int($0) }
        object["seq"] = .int(sequence)
        object["v"] = 1
        return JSONEmitter(indent: nil).emit(.object(object))
    }

    /// - Throws: unless the bytes are a manifest within the limits.
    package init(parsing bytes: [UInt8]) throws(ReleaseFault) {
        guard bytes.count <= ReleaseLimits.maxManifestBytes else {
            throw ReleaseFault(
                "the manifest is larger than \(ReleaseLimits.maxManifestBytes) bytes"
            )
        }
        guard let document = try? Document(parsing: bytes, as: .json, named: "manifest") else {
            throw ReleaseFault("the manifest is not JSON")
        }
        let json = DocumentValue(document.root)
        guard json["v"]?.int == 1 else {
            throw ReleaseFault(
                "the manifest has a format that this version of the package does not read"
            )
        }
        guard let application = json["app"]?.string, let environment = json["env"]?.string,
            let fleet = try? FleetName(application: application, environment: environment),
            let sequence = json["seq"]?.int, sequence > 0,
            let id = json["id"]?.string, let author = json["by"]?.string,
            let time = json["at"]?.string, let note = json["note"]?.string,
            let list = json["files"]?.array, list.count <= ReleaseLimits.maxFiles
        else { throw ReleaseFault("the manifest lacks a member, or one has an unexpected value") }
        var files: [File] = []
        for (index, entry) in list.enumerated() {
            guard let file = File(entry) else {
                throw ReleaseFault("files[\(index)] of the manifest is malformed")
            }
            files.append(file)
        }
        // Bound: each is below the limit of a text, and there are at most maxFiles.
        guard files.reduce(0, { $0 + $1.byteCount }) <= ReleaseLimits.maxTextBytes else {
            throw ReleaseFault("the release is larger than \(ReleaseLimits.maxTextBytes) bytes")
        }
        self.init(
            fleet: fleet,
            sequence: sequence,
            id: id,
            parent: json["parent"]?.int,
            author: author,
            time: time,
            note: note,
            files: files
        )
    }
}

extension ReleaseManifest.File {
    fileprivate var json: DocumentValue {
        var object = DocumentObject()
        object["blob"] = .string(blob)
        object["bytes"] = .int(byteCount)
        object["chunks"] = .int(chunks)
        object["config"] = .string(configuration)
        object["encoding"] = "zlib"
        object["inline"] = inline.map { .string(Base64.encoded($0)) }
        object["name"] = .string(name)
        object["sha256"] = .string(sha256)
        object["version"] = version.map { .string($0) }
        return .object(object)
    }

    fileprivate init?(_ json: DocumentValue) {
        guard let name = json["name"]?.string, Self.isName(name),
            let configuration = json["config"]?.string, !configuration.isEmpty,
            let byteCount = json["bytes"]?.int,
            (0...ReleaseLimits.maxTextBytes).contains(byteCount),
            let sha256 = json["sha256"]?.string, Self.isHash(sha256),
            let blob = json["blob"]?.string, Self.isHash(blob),
            let chunks = json["chunks"]?.int,
            (1...ReleaseLimits.maxCompressedBytes / ReleaseLimits.chunkBytes).contains(chunks),
            json["encoding"]?.string == "zlib"
        else { return nil }
        var inline: [UInt8]?
        if let text = json["inline"] {
            guard let bytes = text.string.flatMap(Base64.decoded) else { return nil }
            inline = bytes
        }
        self.init(
            name: name,
            configuration: configuration,
            version: json["version"]?.string,
            byteCount: byteCount,
            sha256: sha256,
            blob: blob,
            chunks: chunks,
            inline: inline
        )
    }

    /// The name of a file or of one in a subdirectory: `pull` writes files by these names.
    package static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && !part.hasPrefix(".")
                    && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            } && name.utf8.count <= 200
    }

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }
}
