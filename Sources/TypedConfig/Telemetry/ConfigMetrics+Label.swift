extension ConfigMetrics {
    /// The metrics. Names follow Prometheus: counters end in `_total`, and units are spelled out.
    package enum Label: String, CaseIterable {
        /// Dimensions: `config`, `result` (`success` or `failure`).
        case loads = "typed_config_loads_total"
        /// Dimension: `config`.
        case loadDuration = "typed_config_load_duration_seconds"
        /// Dimensions: `config`, `kind` (the violated keyword, or `other`).
        case validationErrors = "typed_config_validation_errors_total"
        /// Dimension: `result` (`success` or `refused`, which counts each state of the files once).
        case reloads = "typed_config_reloads_total"
        case lastReloadTime = "typed_config_last_reload_timestamp_seconds"
        case lastReloadSuccess = "typed_config_last_reload_success"
        /// Updated whenever a file is read or statistics are requested, because counting each hit
        /// immediately would cost more than the load.
        case cacheHits = "typed_config_cache_hits_total"
        case cacheMisses = "typed_config_cache_misses_total"
        case cacheEvictions = "typed_config_cache_evictions_total"
        case cacheEntries = "typed_config_cache_entries"
        case cacheBytes = "typed_config_cache_bytes"
        case cacheCompression = "typed_config_cache_compression_ratio"
        /// Dimension: `config`.
        case restartsPending = "typed_config_restart_pending_settings"
        case watchOverflows = "typed_config_watch_overflows_total"
        /// Dimension: `reason`.
        case saveFailures = "typed_config_save_failures_total"
        /// Dimension: `result` (`success` or `failure`).
        case migrations = "typed_config_migrations_total"
        /// Dimension: `severity`.
        case alerts = "typed_config_alerts_firing"
        case auditFailures = "typed_config_audit_failures_total"
        /// Dimension: `is` (`running` or `wanted`).
        case fleetRelease = "typed_config_fleet_release"
        case fleetConnected = "typed_config_fleet_connected"
        case fleetConfirmedTime = "typed_config_fleet_confirmed_timestamp_seconds"
        /// Dimension: `result` (`success`, `refused` or `restored`).
        case fleetApplies = "typed_config_fleet_applies_total"
        case fleetApplyDuration = "typed_config_fleet_apply_duration_seconds"
        /// Dimension: `reason` (`unavailable`, `denied`, `missing` or `unusable`).
        case fleetTroubles = "typed_config_fleet_troubles_total"
    }
}

extension ConfigMetrics.Label {
    /// The help line of the Prometheus text format.
    package var help: String {
        switch self {
        case .loads: "Loads that read files."
        case .loadDuration: "Duration of loads, from the first file to the decoded value."
        case .validationErrors:
            "Errors found in files, other layers and merged documents."
        case .reloads: "Reloads, requested or caused by changed files."
        case .lastReloadTime: "Time of the last accepted reload."
        case .lastReloadSuccess: "Whether the last reload was accepted (1) or refused (0)."
        case .cacheHits: "Loads that were served from memory."
        case .cacheMisses: "Loads that read a file."
        case .cacheEvictions: "Documents evicted to stay within the limits of the cache."
        case .cacheEntries: "Documents in the cache."
        case .cacheBytes: "Memory used by the documents and values in the cache."
        case .cacheCompression:
            "Ratio of compressed to uncompressed size of the documents in the cache."
        case .restartsPending: "Settings whose changes take effect only after a restart."
        case .watchOverflows: "Times that the operating system lost file events."
        case .saveFailures: "Saves that were refused or failed."
        case .migrations: "Migrations of files on the disk."
        case .alerts: "Alerts that are firing."
        case .auditFailures: "Lines of the audit trail that could not be written."
        case .fleetRelease: "Release that is served (running) and assigned (wanted)."
        case .fleetConnected: "Whether the fleet can be asked (1) or not (0)."
        case .fleetConfirmedTime: "Time at which the fleet was last asked."
        case .fleetApplies: "Releases that were taken, refused, or restored from the disk."
        case .fleetApplyDuration: "Duration from fetching a release to serving it."
        case .fleetTroubles: "Times that the fleet could not be asked, by reason."
        }
    }
}
