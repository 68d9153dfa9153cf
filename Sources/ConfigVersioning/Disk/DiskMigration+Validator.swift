package import TypedConfig

extension DiskMigration {
    /// A copy that also validates against the schemas of a validator.
    package func adding(_ validator: ConfigValidator) -> DiskMigration {
        let migrations = LoadMigrations(policy: .inMemory)
        migrations.add(validator)
        let other = migrations.onDisk(in: directory)
        var all = registrations
        for name in other.registrations.names {
            if let registration = other.registrations[name] { all.add(registration) }
        }
        return DiskMigration(
            directory: directory,
            histories: histories.merging(other.histories) { _, new in new },
            registrations: all
        )
    }
}
