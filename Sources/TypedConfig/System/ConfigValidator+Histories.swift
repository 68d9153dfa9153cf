import Synchronization

extension LoadMigrations {
    package func add(_ validator: ConfigValidator) {
        known.withLock { known in
            for name in validator.names {
                if let registration = validator.registrations[name] { known.add(registration) }
            }
        }
        histories.withLock { histories in
            for (name, history) in validator.histories where validator.registrations[name] != nil {
                histories[name] = history
            }
        }
    }
}
