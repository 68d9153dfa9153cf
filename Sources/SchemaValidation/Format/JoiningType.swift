/// The joining behaviour of a cursive letter: the Unicode property Joining_Type.
///
/// Only as far as the contextual rule for the zero-width non-joiner needs it: RFC 5892, appendix
/// A.1.
enum JoiningType {
    /// Joins only the letter before it.
    case right
    /// Joins only the letter after it.
    case left
    /// Joins both neighbours.
    case dual
    /// A mark, which does not interrupt joining.
    case transparent
    case none

    init(_ scalar: Unicode.Scalar) {
        switch scalar.properties.generalCategory {
        case .nonspacingMark: self = .transparent
        // Adlam's nukta-like lengthener is the only transparent letter.
        case _ where scalar.value == 0x1E94B: self = .transparent
        default: self = Self.ranges.type(of: scalar)
        }
    }

    private static let ranges = JoiningRanges(joiningLetters)
}

/// Ranges of letters in ascending order, each with one joining type.
private struct JoiningRanges: Sendable {
    private struct Run {
        var first: UInt32
        var last: UInt32
        var type: JoiningType
    }

    private var runs: [Run] = []

    init(_ table: StaticString) {
        var scanner = ByteScanner(
            UnsafeRawBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
        )
        while let kind = scanner.next {
            scanner.skipByte()
            // Any byte other than a letter that names a type separates two runs.
            guard let type = Self.type(named: kind) else { continue }
            let first = scanner.scanHexNumber()
            let last = scanner.skip("-") ? scanner.scanHexNumber() : first
            runs.append(Run(first: first, last: last, type: type))
        }
    }

    private static func type(named byte: UInt8) -> JoiningType? {
        switch Unicode.Scalar(byte) {
        case "D": .dual
        case "R": .right
        case "L": .left
        default: nil
        }
    }

    func type(of scalar: Unicode.Scalar) -> JoiningType {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].last < scalar.value { low = middle + 1 } else { high = middle }
        }
        guard low < runs.count, runs[low].first <= scalar.value else { return .none }
        return runs[low].type
    }
}

extension ByteScanner {
    /// Reads upper-case hexadecimal digits; 0 if there are none.
    fileprivate mutating func scanHexNumber() -> UInt32 {
        var value: UInt32 = 0
        while let byte = next, ByteSet.hexDigits.contains(byte) {
            value = value << 4 | UInt32(byte < 0x41 ? byte - 0x30 : byte - 0x37)
            skipByte()
        }
        return value
    }
}

/// The joining letters that IDNA2008 allows, Unicode 17: D for dual, R for right, L for left. A run
/// may include code points that are never looked up: marks, and those that IDNA2008 forbids.
private let joiningLetters: StaticString = """
    D620 R622-625 D626 R627 D628 R629 D62A-62E R62F-632 D633-647 R648 D649-64A D66E-66F R671-673
    D679-687 R688-699 D69A-6BF R6C0 D6C1-6C2 R6C3-6CB D6CC R6CD D6CE R6CF D6D0-6D1 R6D2-6D5
    R6EE-6EF D6FA-6FC D6FF R710 D712-714 R715-719 D71A-71D R71E D71F-727 R728 D729 R72A D72B
    R72C D72D-72E R72F-74D D74E-758 R759-75B D75C-76A R76B-76C D76D-770 R771 D772 R773-774
    D775-777 R778-779 D77A-77F D7CA-7EA R840 D841-845 R846-847 D848 R849 D84A-853 R854 D855
    R856-858 D860 D862-865 R867 D868 R869-882 D886 D889-88D R88E D88F-8A9 R8AA-8AC R8AE D8AF-8B0
    R8B1-8B2 D8B3-8B8 R8B9 D8BA-8C8 D1820-1878 D1887-18AA DA840-A871 LA872 D10AC0-10AC4 R10AC5
    R10AC7-10ACA L10ACD R10ACE-10AD2 D10AD3-10AD6 L10AD7 D10AD8-10ADC R10ADD D10ADE-10AE0 R10AE1
    R10AE4 D10B80 R10B81 D10B82 R10B83-10B85 D10B86-10B88 R10B89 D10B8A-10B8B R10B8C D10B8D
    R10B8E-10B8F D10B90 R10B91 L10D00 D10D01-10D21 R10D22 D10D23 R10EC2 D10EC3-10EC4
    D10EC6-10EC7 D10F30-10F32 R10F33 D10F34-10F44 D10F70-10F73 R10F74-10F75 D10F76-10FB0
    D10FB2-10FB3 R10FB4-10FB6 D10FB8 R10FB9-10FBA D10FBB-10FBC R10FBD D10FBE-10FBF D10FC1
    R10FC2-10FC3 D10FC4 D1E922-1E943
    """
