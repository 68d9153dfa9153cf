import SchemaValidation
import TypedConfig

/// The alert rules, applied to an observation.
extension Observation {
    func conditions(_ bounds: MonitorConfig) -> [AlertCondition] {
        facts() + cache(bounds) + validation(bounds) + system(bounds.system) + fleet(bounds.fleet)
    }

    // MARK: Facts

    private func facts() -> [AlertCondition] {
        let files = files.filter { !$0.isReadable }.map { file in
            (file.file, file.findings.first?.message ?? "cannot be read")
        }
        let unreadable = unreadable + files
        var conditions = unreadable.map { place, reason in
            AlertCondition(rule: .sources, subject: place, message: reason)
        }
        // Unreadable files are already reported above.
        if unreadable.isEmpty {
            if let refusal {
                conditions.append(AlertCondition(rule: .reload, message: refusal))
            } else {
                conditions += invalidFiles
            }
        }
        conditions += failedMigrations.map {
            AlertCondition(rule: .migration, subject: $0.name, message: $0.reason)
        }
        conditions += tampered.map {
            AlertCondition(rule: .tampering, subject: $0.file, message: $0.reason)
        }
        if case .faulty(let fault) = audit {
            conditions.append(AlertCondition(rule: .audit, message: fault))
        }
        return conditions
    }

    private var refusal: String? {
        guard let reason = Self.summary(reload.findings) else {
            return reload.restored.isEmpty
                ? nil : "served from the last good copy: " + reload.restored.joined(separator: ", ")
        }
        let served =
            reload.restored.isEmpty ? "the last good values are served" : "a copy is served"
        return "\(reason); \(served)"
    }

    /// A file that is being saved may be invalid for a moment, so that this rule has a hold time.
    private var invalidFiles: [AlertCondition] {
        files.compactMap { file in
            Self.summary(file.findings.filter(\.isError)).map { reason in
                AlertCondition(rule: .invalidFile, subject: file.file, message: reason)
            }
        }
    }

    /// The first finding in one line, and the number of the others.
    private static func summary(_ findings: [Finding]) -> String? {
        guard let first = findings.first else { return nil }
        let others = findings.count - 1
        return first.oneLine + (others > 0 ? ", and \(others) more" : "")
    }

    // MARK: The cache

    private func cache(_ bounds: MonitorConfig) -> [AlertCondition] {
        let (cache, time) = (bounds.cache, FigureText.time(bounds.alerts.window.inSeconds))
        var conditions: [AlertCondition] = []
        let loads = window.hits + window.misses
        if loads >= cache.minLoads, let ratio = window.hitRatio, ratio < cache.minHitRatio {
            conditions.append(
                AlertCondition(
                    rule: .hitRatio,
                    message: "\(FigureText.percent(ratio)) of \(loads) loads in \(time) were "
                        + "served from memory; at least \(FigureText.percent(cache.minHitRatio)) "
                        + "should be"
                )
            )
        }
        if .seconds(sample.slowestLoadSeconds) > cache.maxLoadTime {
            conditions.append(
                AlertCondition(
                    rule: .loadTime,
                    subject: sample.slowestLoad,
                    message: "a load took \(FigureText.time(sample.slowestLoadSeconds)); at most "
                        + "\(FigureText.time(cache.maxLoadTime.inSeconds)) are allowed"
                )
            )
        }
        if sample.uncompressedBytes >= cache.minCompressedBytes, let saved = sample.saved,
            saved < cache.minSaved
        {
            conditions.append(
                AlertCondition(
                    rule: .compression,
                    message: "compression saves \(FigureText.percent(saved)) of "
                        + "\(FigureText.bytes(Double(sample.uncompressedBytes))); at least "
                        + "\(FigureText.percent(cache.minSaved)) are expected"
                )
            )
        }
        return conditions
    }

    // MARK: Validation

    private func validation(_ bounds: MonitorConfig) -> [AlertCondition] {
        let all = window.loads + window.reloads
        let refused = window.refusedLoads + window.refusedReloads
        guard all >= bounds.validation.minLoads else { return [] }
        let rate = Double(refused) / Double(all)
        guard rate > bounds.validation.maxErrorRate else { return [] }
        let time = FigureText.time(bounds.alerts.window.inSeconds)
        return [
            AlertCondition(
                rule: .validationErrors,
                message: "\(refused) of \(all) loads and reloads in \(time) were refused "
                    + "(\(FigureText.percent(rate))); at most "
                    + "\(FigureText.percent(bounds.validation.maxErrorRate)) are allowed"
            )
        ]
    }

    // MARK: The machine

    private func system(_ bounds: MonitorConfig.System) -> [AlertCondition] {
        let (cpu, memory) = (resources.cpu, resources.memory)
        var conditions = [
            use(.cpu, cpu, bounds.maxCPU, "processors", resources.isLimitedCPU),
            use(.memory, memory, bounds.maxMemory, "memory", resources.isLimitedMemory),
        ].compactMap { $0 }
        for disk in resources.disks where disk.used > bounds.maxDisk {
            conditions.append(
                AlertCondition(
                    rule: .disk,
                    subject: disk.folder,
                    message: "\(FigureText.percent(disk.used)) of the file system is in use; at "
                        + "most \(FigureText.percent(bounds.maxDisk)) are allowed"
                )
            )
        }
        return conditions
    }

    private func use(
        _ rule: AlertRule,
        _ used: Double?,
        _ bound: Double,
        _ noun: String,
        _ isLimited: Bool
    ) -> AlertCondition? {
        guard let used, used > bound else { return nil }
        let owner = isLimited ? "the container's" : "the machine's"
        return AlertCondition(
            rule: rule,
            message: "\(FigureText.percent(used)) of \(owner) \(noun) are in use; at most "
                + "\(FigureText.percent(bound)) are allowed"
        )
    }
}
