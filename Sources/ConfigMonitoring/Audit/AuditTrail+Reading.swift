import ConfigFiles
public import SchemaValidation
public import TypedConfig

/// The result of checking an audit trail.
public struct AuditVerification: Sendable {
    /// The number of lines checked.
    public var count = 0
    /// The number of the first line checked, which exceeds 1 once rotation has removed old files.
    public var first = 1
    /// Every defect, each with file and line.
    public var findings: [Finding] = []

    /// True if there are no findings.
    public var isIntact: Bool { findings.isEmpty }
}

extension AuditTrail {
    /// Checks every line, its link to the line before, and that neither end was cut off.
    ///
    /// - Throws: if the trail is missing or cannot be read.
    public func verify() throws(ConfigError) -> AuditVerification {
        if let complaint = goneComplaint {
            var result = AuditVerification()
            result.findings = [Finding(message: "the trail is missing: \(complaint)", file: folder)]
            return result
        }
        return try reading { (books) throws(FileError) in
            var check = AuditCheck(seal: seal, head: try books.head(), folder: folder)
            for file in AuditFolder.files(in: folder) {
                check.read(try books.content(of: file), of: file)
            }
            return check.finished(witness)
        }
    }

    /// The records, oldest first. The trail need not be intact.
    ///
    /// - Parameter count: the maximum number of records, counted from the end; nil for all.
    public func records(last count: Int? = nil) throws(ConfigError) -> [AuditRecord] {
        try reading { (books) throws(FileError) in
            var records: [AuditRecord] = []
            for file in AuditFolder.files(in: folder).reversed() {
                let lines = try books.content(of: file).split(separator: UInt8(ascii: "\n"))
                records = lines.compactMap { AuditRecord($0) } + records
                if let count, records.count >= count { break }
            }
            return count.map { Array(records.suffix($0)) } ?? records
        }
    }

    /// The reason to believe that a trail existed whose folder is now missing.
    private var goneComplaint: String? {
        do throws(FileError) {
            _ = try AuditFolder(folder, makes: false)
            return nil
        } catch {
            guard error.reason == .noSuchFolder else { return nil }
            return witness.complaint(last: 0, hash: AuditSeal.start)
                ?? witness.damage.map { "its directory is missing, and \($0)" }
        }
    }

    private func reading<Result>(
        _ body: (borrowing AuditFolder) throws(FileError) -> Result
    ) throws(ConfigError) -> Result {
        do throws(FileError) {
            return try body(try opened(makes: false))
        } catch {
            throw ConfigError(error.finding)
        }
    }
}

/// Checks a trail line by line.
private struct AuditCheck {
    let seal: AuditSeal
    let head: AuditFolder.Head?
    let folder: String
    private var result = AuditVerification()
    private var previous: String?
    private var number: Int?
    /// The hash of the line that the head describes.
    private var headHash: String?
    private static let maxFindings = 100

    init(seal: AuditSeal, head: AuditFolder.Head?, folder: String) {
        (self.seal, self.head, self.folder) = (seal, head, folder)
    }

    mutating func read(_ bytes: [UInt8], of file: String) {
        let path = "\(folder)/\(file)"
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true {
            lines.removeLast()
        } else if !lines.isEmpty {
            add("the last line is not complete", path, lines.count)
        }
        // Bound: lines of a file.
        for (index, line) in lines.enumerated() { check(line, path, index + 1) }
    }

    private mutating func check(_ line: ArraySlice<UInt8>, _ path: String, _ row: Int) {
        guard let record = AuditRecord(line) else {
            previous = nil
            return add(
                "the line is not a record: it was edited, or another program wrote it",
                path,
                row
            )
        }
        // Bound: lines of a file.
        result.count += 1
        let hash = seal.hash(ofSealed: line)
        if hash == nil {
            add("record \(record.number) was changed: \(reason(line))", path, row)
        }
        // Bound: the numbers of records end at 2^53.
        if let number, record.number != number + 1 {
            add(
                "record \(record.number) follows on \(number): "
                    + (record.number > number ? "some were removed" : "they were reordered"),
                path,
                row
            )
        } else if let previous, record.json["previous"]?.string != previous {
            add("record \(record.number) does not continue the one before it", path, row)
        }
        if number == nil { begin(record, path, row) }
        number = record.number
        previous = hash ?? record.json["hash"]?.string
        if record.number == head?.last { headHash = previous }
    }

    /// The likely cause of a wrong hash.
    private func reason(_ line: ArraySlice<UInt8>) -> String {
        if seal.key == nil { return "it was edited, or sealed with a key that was not passed" }
        return AuditSeal(key: nil).hash(ofSealed: line) == nil
            ? "it was edited, or sealed with another key" : "it was written without the key"
    }

    private mutating func begin(_ record: AuditRecord, _ path: String, _ row: Int) {
        result.first = record.number
        let first = head?.first ?? 1
        if record.number != first {
            add("the trail begins with record \(record.number), not \(first)", path, row)
        } else if first == 1, record.json["previous"]?.string != AuditSeal.start {
            add("record 1 does not begin a trail", path, row)
        }
    }

    consuming func finished(_ witness: AuditWitness) -> AuditVerification {
        let path = "\(folder)/\(AuditFolder.current)"
        if let head, headHash != head.hash {
            add(
                "the trail ends before record \(head.last), or with another one; it was cut",
                path
            )
        } else if head == nil, result.count == 0, result.findings.isEmpty {
            add("the trail was cut: not even its first record is left", path)
        } else if head == nil {
            add("the file \"head\" is missing or unreadable, so the end cannot be checked", path)
        }
        if let complaint = witness.complaint(last: number ?? 0, hash: previous ?? AuditSeal.start) {
            add("the trail is not the one that was written: \(complaint)", folder)
        } else if let damage = witness.damage {
            add(damage, folder)
        }
        return result
    }

    private mutating func add(_ message: String, _ path: String, _ row: Int? = nil) {
        guard result.findings.count < Self.maxFindings else { return }
        let position = row.map { SourcePosition(offset: 0, line: $0, column: 1) }
        result.findings.append(Finding(message: message, file: path, position: position))
    }
}
