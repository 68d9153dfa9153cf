import ConfigDocument

/// The results of the checks that `doctor` makes.
struct Diagnosis {
    enum Verdict: String { case ok, warning, problem }

    struct Check {
        var verdict: Verdict
        /// The subject of the check, such as `modes`.
        var subject: String
        var message: String
        /// A command or an edit; nil if no repair is needed.
        var repair: String?
    }

    private(set) var checks: [Check] = []

    mutating func add(
        _ verdict: Verdict,
        _ subject: String,
        _ message: String,
        repair: String? = nil
    ) {
        checks.append(
            Check(verdict: verdict, subject: subject, message: message, repair: repair)
        )
    }

    var isHealthy: Bool { checks.allSatisfy { $0.verdict == .ok } }

    var summary: String {
        let problems = checks.count { $0.verdict == .problem }
        let warnings = checks.count { $0.verdict == .warning }
        if isHealthy { return "all is well" }
        return [(problems, "problem"), (warnings, "warning")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }

    var json: DocumentValue {
        let list = checks.map { check -> DocumentValue in
            var object = DocumentObject()
            object["verdict"] = .string(check.verdict.rawValue)
            object["subject"] = .string(check.subject)
            object["message"] = .string(check.message)
            object["repair"] = check.repair.map(DocumentValue.string)
            return .object(object)
        }
        return ["healthy": .bool(isHealthy), "checks": .array(list)]
    }
}
