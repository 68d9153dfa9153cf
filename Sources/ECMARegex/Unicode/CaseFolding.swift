/// The code points that differ only in case: those with the same simple case folding
/// (CaseFolding.txt, status C and S), as `Canonicalize` compares them in Unicode mode.
///
/// ECMA-262, section 22.2.2.7.3.
struct CaseFolding: Sendable {
    static let shared = CaseFolding()

    /// Groups of two or more equivalent code points.
    private let groups: [[UInt32]]

    /// The set with all code points equivalent to a member.
    func closure(of set: ScalarSet) -> ScalarSet {
        var added: [ScalarSet.Span] = []
        for group in groups where group.contains(where: set.contains) {
            for scalar in group { added.append(ScalarSet.Span(low: scalar, high: scalar)) }
        }
        return added.isEmpty ? set : ScalarSet(set.spans + added)
    }

    private init() {
        var membersOfFolding: [UInt32: [UInt32]] = [:]
        UnicodeScan.forEachSpan { span, scalar in
            guard let scalar, scalar.properties.isCased || scalar.properties.changesWhenCaseMapped
            else { return }
            membersOfFolding[Self.folding(of: scalar), default: []].append(span.low)
        }
        groups = membersOfFolding.values.filter { $0.count > 1 }
    }

    /// The standard library does not offer simple folding. Lower-case mappings group code points in
    /// the same way, except for these.
    private static func folding(of scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.value {
        case 0x0131: return 0x0131
        case 0x1FD3: return 0x0390
        case 0x1FE3: return 0x03B0
        case 0xFB05: return 0xFB06
        default: break
        }
        let capital = single(scalar.properties.uppercaseMapping) ?? scalar
        return (single(capital.properties.lowercaseMapping) ?? capital).value
    }

    private static func single(_ mapping: String) -> Unicode.Scalar? {
        mapping.unicodeScalars.count == 1 ? mapping.unicodeScalars.first : nil
    }
}
