import ConfigDocument

/// The repairs of unknown keys: a declared name that is similar, or the place where the key is
/// allowed.
struct KeyRepairs {
    struct Repair {
        let text: String
        /// The declared name that the key is a slip of.
        var name: String?
        /// The empty member that the key belongs in, by the place of its value.
        var emptyMember: Int?
        /// True if it names a place rather than a name.
        var isPlace: Bool { name == nil }
    }

    private var repairs: [Int: Repair] = [:]
    /// The names that slips are meant to be, by the places of their objects.
    private(set) var meantNames: [Int: Set<String>] = [:]
    /// The empty members that keys belong in.
    private(set) var emptyMembers: Set<Int> = []

    init(_ problems: [ExhaustiveEngine.Located], _ report: FindingReport) {
        let keys = problems.prefix(Suggestion.most).filter { $0.problem.unknown != nil }
        guard !keys.isEmpty else { return }
        let unknown = Set(problems.lazy.filter { $0.problem.unknown != nil }.map(\.index))
        var homes = KeyHomes(report.program)
        for located in keys where repairs[located.index] == nil {
            guard let key = Key(located.problem, at: located.index, report) else { continue }
            let repair = key.slip ?? key.place(&homes, unknown: unknown)
            repairs[located.index] = repair
            if let name = repair?.name { meantNames[key.object, default: []].insert(name) }
            if let member = repair?.emptyMember { emptyMembers.insert(member) }
        }
    }

    subscript(key: Int) -> Repair? { repairs[key] }

    /// The repair of one key by itself.
    static func slip(_ problem: Problem, at index: Int, _ report: FindingReport) -> Repair? {
        Key(problem, at: index, report)?.slip
    }
}

/// An unknown key in its document.
private struct Key {
    private let name: String
    private let index: Int
    /// The place of its object.
    let object: Int
    private let problem: Problem
    private let unknown: Problem.Unknown
    private let report: FindingReport

    /// Nil if its name is not shown.
    init?(_ problem: Problem, at index: Int, _ report: FindingReport) {
        guard let unknown = problem.unknown, report.view[index].kind == .key,
            let object = report.places.parent(index + 1),
            report.enclosingSecret(of: index) == nil
        else { return nil }
        (self.problem, self.unknown, self.report) = (problem, unknown, report)
        (self.index, self.object) = (index, object)
        name = report.places.token(index + 1)
    }

    /// A declared name that is similar.
    var slip: KeyRepairs.Repair? {
        if case .notBeside = problem { return nil }
        let closest = Suggestion.closest(to: name, in: unknown.known) {
            report.hasMember($0, besideKey: index)
        }
        return closest.map { .init(text: "did you mean \(quoted($0))?", name: $0) }
    }

    /// The place where the key is allowed.
    func place(_ homes: inout KeyHomes, unknown keys: Set<Int>) -> KeyRepairs.Repair? {
        if report.document.format == .yaml, let (member, value) = emptyMember(beside: keys),
            homes.takes(name, inMember: member, of: unknown.block)
        {
            let text = "indent it to put it in \(quoted(member))"
            return .init(text: text, emptyMember: value)
        }
        let members = homes.members(of: unknown.block, declaring: name)
        let present = members.filter { report.hasMember($0.name, besideKey: index) }
        if let text = Self.words(for: present) { return .init(text: text) }
        if let beside = outerMember(homes: &homes) {
            return .init(text: "it is allowed one level higher, beside \(quoted(beside))")
        }
        return Self.words(for: members).map { .init(text: $0) }
    }

    /// Among more places, none is likely.
    private static let mostMembers = 3

    private static func words(for members: [KeyHomes.Member]) -> String? {
        guard !members.isEmpty, members.count <= mostMembers else { return nil }
        let places = members.map { member in
            (member.areElements ? "an element of " : "") + quoted(member.name)
        }
        return "it is allowed in \(Wording.list(places, "or"))"
    }

    /// The member of the object around that contains the key's object, if the key is allowed
    /// beside it.
    private func outerMember(homes: inout KeyHomes) -> String? {
        guard let block = unknown.outerBlock, homes.declares(name, in: block) else { return nil }
        var member = object
        while let outer = report.places.parent(member), report.view[outer].kind == .array {
            member = outer
        }
        guard report.places.parent(member) != nil,
            !report.hasMember(name, besideKey: member - 1)
        else { return nil }
        return report.places.token(member)
    }

    /// The member without a value before the key, if only unknown keys are in between.
    private func emptyMember(beside keys: Set<Int>) -> (name: String, value: Int)? {
        var found: Int?
        var position = object + 1
        while position < index {
            let value = position + 1
            if report.view[value].kind == .null {
                found = value
            } else if !keys.contains(position) {
                found = nil
            }
            position = report.view.next(after: value)
        }
        return found.map { (report.places.token($0), $0) }
    }
}
