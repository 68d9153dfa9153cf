import ConfigDocument
import ConfigFiles
import DocumentEditing

extension ConfigSystem {
    /// The changes of a configuration by reloads, as the values before and after.
    ///
    /// Values are compared as documents, so that types need not be `Equatable`. Saves through this
    /// system are not reported. The type is loaded if necessary.
    public func changes<Root: ConfigType>(of type: Root.Type) -> ConfigChanges<Root> {
        subscribe(
            to: type,
            ChangeSubscription.Part(
                value: { $0.value(as: type) },
                differs: { DocumentValue($0.root) != DocumentValue($1.root) }
            )
        )
    }

    /// The changes of one setting, or of one part of a configuration.
    ///
    /// A key path that does not lead to a stored property of the type, such as one into an
    /// optional, reports every change of the configuration, unless its value is `Equatable`.
    public func changes<Root: ConfigType, Value: Sendable>(
        of path: any KeyPath<Root, Value> & Sendable
    ) -> ConfigChanges<Value> {
        let setting = SettingCatalogue(of: Root.self).setting(at: path)
        return subscribe(
            to: Root.self,
            ChangeSubscription.Part(
                value: { $0.value(as: Root.self)[keyPath: path] },
                differs: { old, new in
                    if let setting {
                        let values = [old, new].map { value in
                            DocumentValue(value.root)[setting.path] ?? setting.defaultValue
                        }
                        return values[0] != values[1]
                    }
                    let (old, new) = (old.value(as: Root.self), new.value(as: Root.self))
                    return !isEqual(old[keyPath: path], new[keyPath: path])
                }
            )
        )
    }

    private func subscribe<Root: ConfigType, Value>(
        to type: Root.Type,
        _ part: ChangeSubscription<Value>.Part
    ) -> ConfigChanges<Value> {
        // Errors of the file are reported to callers that load it.
        _ = try? load(type)
        let subscription = ChangeSubscription(type: ObjectIdentifier(type), part: part)
        changeSubscriptions.add(subscription)
        return ConfigChanges(subscription: subscription)
    }

    /// Calls the closure after each reload that changed the configuration of a file.
    ///
    ///     system.onChange("http.yaml") { change in print(change) }
    ///
    /// Callbacks run one after another, on the thread that reloads; a slow callback delays the
    /// following ones.
    ///
    /// - Parameters:
    ///   - file: the name of the file, its path, or the name of its configuration.
    ///   - callback: the closure, which receives the changed settings.
    /// - Returns: a token to cancel the callback. If it is discarded, the callback lives as long as
    ///   the system.
    @discardableResult
    public func onChange(
        _ file: String,
        _ callback: @escaping @Sendable (FileChange) -> Void
    ) -> ChangeToken {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let name = configName(ofFile: last) ?? last
        // A reload reads only configurations in memory.
        _ = try? load(name)
        return ChangeToken(
            callbacks: fileCallbacks,
            number: fileCallbacks.add(name, callback)
        )
    }
}

/// Values that cannot be compared count as different.
private func isEqual<Value>(_ left: Value, _ right: Value) -> Bool {
    func compare<Some: Equatable>(_ left: Some) -> Bool { right as? Some == left }
    guard let left = left as? any Equatable else { return false }
    return compare(left)
}

extension PublishedValue {
    fileprivate var root: Cursor { document.document.root }

    /// The value, cast to the type with which it was published.
    fileprivate func value<Value: ConfigType>(as type: Value.Type) -> Value {
        withExtendedLifetime(self) { address.assumingMemoryBound(to: type).pointee }
    }
}
