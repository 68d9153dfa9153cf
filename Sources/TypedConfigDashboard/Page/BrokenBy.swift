import ConfigMonitoring
import SchemaValidation
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The files that are refused now: each with its owner, its errors, and the served values beside the
/// refused ones.
struct BrokenBy {
    let monitor: ConfigMonitor
    let health: HealthReport

    /// Empty if nothing is refused.
    var section: Markup {
        let refused = health.files.filter { !$0.isValid }
        let items: [Markup] = refused.compactMap(item)
        if items.isEmpty { return "" }
        return Sections.section("Broken by", "<ul class=\"list\">\(items)</ul>")
    }

    private func item(_ file: FileHealth) -> Markup? {
        let errors = file.findings.filter(\.isError)
        guard let path = errors.first?.file else { return nil }
        let settings = ((try? monitor.system.explain(file.name)) ?? []).filter { setting in
            setting.refused.map { $0.value != setting.value || $0.value == nil } ?? false
        }
        let lines: [Markup] = settings.prefix(20).compactMap(line)
        let findings: [Markup] = errors.prefix(10).map { "<pre>\($0.description)</pre>" }
        return """
            <li><strong class="critical">\(file.name)</strong> <code>\(path)</code>\
            \(FileOwner(path)?.markup ?? "")\(refusal(of: path))\(lines)\(findings)</li>

            """
    }

    /// The time at which the file was refused; empty if the process never tried to load it.
    private func refusal(of path: String) -> Markup {
        let event = monitor.recentEvents.first { event in
            (event.kind == .reloadRefused || event.kind == .loadRefused)
                && event.findings.contains { $0.file == path }
        }
        guard let event else { return "" }
        return "<span class=\"quiet\">, refused \(Sections.time(event.time))</span>"
    }

    private func line(_ setting: ExplainedSetting) -> Markup? {
        guard let refused = setting.refused else { return nil }
        let isHidden = setting.origin.isHidden || refused.origin.isHidden
        guard !isHidden, let old = setting.value, let new = refused.value else {
            return "<pre>\(setting.key): a secret was changed</pre>"
        }
        return "<pre>\(setting.key): <del>\(old.shown)</del> <ins>\(new.shown)</ins></pre>"
    }
}

/// The user who owns a file, and the time of its last change.
private struct FileOwner {
    let name: String
    let changed: Timestamp

    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        // Bound: seconds since 1970 of a file system.
        changed = Timestamp(milliseconds: Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000)
        name = Self.name(of: status.st_uid) ?? "user \(status.st_uid)"
    }

    var markup: Markup {
        " <span class=\"quiet\">changed by \(name) \(Sections.time(changed))</span>"
    }

    private static func name(of user: uid_t) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.pw_name
        else { return nil }
        return String(cString: name)
    }
}
