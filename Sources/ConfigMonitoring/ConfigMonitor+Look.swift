import ConfigDocument
import ConfigFiles
import SchemaValidation
import Synchronization
import TypedConfig

/// One look at the whole system.
extension ConfigMonitor {
    /// Takes a look and reports changes of alerts. Looks do not overlap.
    @discardableResult
    func look() -> HealthReport {
        let (report, updates) = survey.withLock { survey in
            let observation = observe(&survey)
            return conclude(observation)
        }
        delivery.deliver(updates)
        broadcast.yield(report)
        for callback in state.withLock(\.lookCallbacks) { callback(report) }
        return report
    }

    /// Does the slow reading without holding the lock that queries wait for.
    private func observe(_ survey: inout FileSurvey) -> Observation {
        let (time, now) = (clock.wall(), clock.elapsed())
        let counted = (figures: system.telemetry.metrics.figures, cache: system.cacheStatistics)
        let (before, slowest) = state.withLock { state in
            defer {
                state.counted = counted
                state.slowest = ("", 0)
            }
            return (state.counted, state.slowest)
        }
        var sample = Observation.sample(from: before, to: counted, time: time, at: now)
        (sample.slowestLoad, sample.slowestLoadSeconds) = slowest
        var observation = Observation(sample: sample, window: sample)
        observation.unreadable = system.unreadableFolders
        observation.reload = system.health
        if observation.unreadable.isEmpty {
            observation.files = survey.files(of: system)
            observation.notes = survey.notes(on: system)
            observation.untyped = (try? system.untypedFiles()) ?? nil
            forgetFailedMigrations(observation.files)
        } else {
            observation.files = state.withLock(\.report)?.files ?? []
        }
        observation.audit = audit.map { $0.fault.map(AuditState.faulty) ?? $0.look() }
        observation.fleet = system.fleet
        observation.fleetStale = state.withLock { state in
            state.fleetStaleSince =
                observation.fleet?.staleSince == nil ? nil : state.fleetStaleSince ?? now
            return state.fleetStaleSince.map { now - $0 }
        }
        observation.tampered = tampered(survey.hasChanges)
        observation.resources = probe.read(folders: system.layers.folders)
        observation.sample.cpu = observation.resources.cpu
        observation.sample.memory = observation.resources.memory
        observation.sample.disk = observation.resources.fullestDisk?.used
        return observation
    }

    /// Files that differ from the signed manifest. All are hashed again once any has changed.
    private func tampered(_ hasChanges: Bool) -> [(file: String, reason: String)] {
        guard let trust, let directory = (system.source as? DirectorySource)?.name else {
            return []
        }
        let (known, own) = state.withLock { ($0.tampered, $0.ownContents) }
        if let known, !hasChanges { return known }
        let findings = trust.findings(in: directory) { file, hash in
            own[file] == hash || audit?.ownContent(of: file) == hash
        }
        let found = findings.map { (file: $0.file, reason: $0.message) }
        let before = state.withLock { state in
            defer { state.tampered = found }
            return state.tampered ?? []
        }
        for fault in found where !before.contains(where: { $0 == fault }) {
            let finding = Finding(message: fault.reason, file: fault.file)
            system.telemetry.tell {
                ConfigEvent(kind: .tampering, name: "", findings: [finding])
            }
        }
        return found
    }

    /// Forgets a failed migration once its file has changed and is valid.
    private func forgetFailedMigrations(_ files: [FileHealth]) {
        for (name, failure) in state.withLock(\.failedMigrations) {
            guard let file = files.first(where: { $0.name == name }), file.isValid,
                file.pendingMigration == nil, system.contentDigest(of: name) != failure.content
            else { continue }
            state.withLock { $0.failedMigrations[name] = nil }
        }
    }

    private func conclude(_ observation: Observation) -> (HealthReport, [AlertUpdate]) {
        let (report, updates) = state.withLock { state -> (HealthReport, [AlertUpdate]) in
            var observation = observation
            observation.failedMigrations = state.failedMigrations.sorted { $0.key < $1.key }
                .map { ($0.key, $0.value.reason) }
            let now = observation.sample.at
            observation.window =
                state.history.total(over: thresholds.alerts.window, until: now)
                .map { earlier in
                    var all = earlier
                    all.add(observation.sample)
                    return all
                } ?? observation.sample
            let updates = state.book.update(
                observation.conditions(thresholds),
                thresholds.alerts,
                now: now,
                time: observation.sample.time
            )
            let firing = state.book.firing
            observation.sample.alerts = firing.count
            state.history.add(observation.sample)
            let report = state.assessment.report(
                observation,
                firing: firing,
                time: observation.sample.time
            )
            state.report = report
            state.lookedAt = clock.elapsed()
            state.looks += 1
            return (report, updates)
        }
        for severity in AlertSeverity.allCases {
            system.telemetry.metrics.set(
                .alerts,
                to: report.alerts.count { $0.severity == severity },
                [("severity", severity.rawValue)]
            )
        }
        return (report, updates)
    }

    // MARK: Events

    /// Runs on the thread that caused the event, so it must be quick.
    func note(_ event: ConfigEvent) {
        var event = event
        if let audit {
            event = system.audit(event, in: audit)
        } else {
            event.isOutside = event.kind == .reload
        }
        let content = event.kind == .migrationRefused ? system.contentDigest(of: event.name) : nil
        let isUrgent = state.withLock { state -> Bool in
            state.recent.add(event)
            if event.isOwnChange {
                for content in event.contents { state.ownContents[content.file] = content.hash }
            }
            if let duration = event.duration, duration.inSeconds > state.slowest.seconds {
                state.slowest = (event.name, duration.inSeconds)
            }
            switch event.kind {
            case .migration, .rollback: state.failedMigrations[event.name] = nil
            case .migrationRefused:
                let reason = event.findings.first?.oneLine ?? "the migration has failed"
                state.failedMigrations[event.name] = (reason, content)
            default: break
            }
            return event.kind != .load && event.kind != .save
        }
        if isUrgent { wake() }
    }
}

extension ConfigSystem {
    /// Configuration folders that cannot be listed.
    var unreadableFolders: [(folder: String, reason: String)] {
        layers.sources.flatMap { [$0, $0.folder(fragmentFolder)] }.compactMap { source in
            guard let source else { return nil }
            do throws(ConfigError) {
                _ = try source.fileNames()
                return nil
            } catch {
                let reason = error.findings.first?.message ?? "cannot be read"
                return (source.name, reason)
            }
        }
    }
}
