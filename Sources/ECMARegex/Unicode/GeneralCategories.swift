/// The General_Category of all code points as runs, computed by one scan and cached.
struct GeneralCategories: Sendable {
    static let shared = GeneralCategories()

    private let runs: [(span: ScalarSet.Span, bit: UInt32)]

    /// The code points of any category in the mask.
    func members(of mask: UInt32) -> ScalarSet {
        ScalarSet(runs.lazy.filter { $0.bit & mask != 0 }.map(\.span))
    }

    /// The categories that a name denotes, spelt as in PropertyValueAliases.txt.
    static func mask(named name: String) -> UInt32? { masks[name] }

    private init() {
        var runs: [(span: ScalarSet.Span, bit: UInt32)] = []
        UnicodeScan.forEachSpan { span, scalar in
            let bit = scalar.map { Self.bit(of: $0.properties.generalCategory) } ?? Self.surrogate
            if let last = runs.last, last.bit == bit {
                let merged = ScalarSet.Span(low: last.span.low, high: span.high)
                runs[runs.count - 1] = (merged, bit)
            } else {
                runs.append((span, bit))
            }
        }
        self.runs = runs
    }

    private static let surrogate: UInt32 = 1 << 28

    private static func bit(of category: Unicode.GeneralCategory) -> UInt32 {
        switch category {
        case .uppercaseLetter: 1 << 0
        case .lowercaseLetter: 1 << 1
        case .titlecaseLetter: 1 << 2
        case .modifierLetter: 1 << 3
        case .otherLetter: 1 << 4
        case .nonspacingMark: 1 << 5
        case .spacingMark: 1 << 6
        case .enclosingMark: 1 << 7
        case .decimalNumber: 1 << 8
        case .letterNumber: 1 << 9
        case .otherNumber: 1 << 10
        case .connectorPunctuation: 1 << 11
        case .dashPunctuation: 1 << 12
        case .openPunctuation: 1 << 13
        case .closePunctuation: 1 << 14
        case .initialPunctuation: 1 << 15
        case .finalPunctuation: 1 << 16
        case .otherPunctuation: 1 << 17
        case .mathSymbol: 1 << 18
        case .currencySymbol: 1 << 19
        case .modifierSymbol: 1 << 20
        case .otherSymbol: 1 << 21
        case .spaceSeparator: 1 << 22
        case .lineSeparator: 1 << 23
        case .paragraphSeparator: 1 << 24
        case .control: 1 << 25
        case .format: 1 << 26
        case .privateUse: 1 << 27
        case .surrogate: surrogate
        case .unassigned: 1 << 29
        @unknown default: 1 << 29
        }
    }

    /// The bits: letters 0–4, marks 5–7, numbers 8–10, punctuation 11–17, symbols 18–21, separators
    /// 22–24, others 25–29.
    private static let masks: [String: UInt32] = {
        let names: [(String, UInt32)] = [
            ("Lu Uppercase_Letter", 1 << 0), ("Ll Lowercase_Letter", 1 << 1),
            ("Lt Titlecase_Letter", 1 << 2), ("LC Cased_Letter", 0b111),
            ("Lm Modifier_Letter", 1 << 3), ("Lo Other_Letter", 1 << 4),
            ("L Letter", 0b11111), ("Mn Nonspacing_Mark", 1 << 5),
            ("Mc Spacing_Mark", 1 << 6), ("Me Enclosing_Mark", 1 << 7),
            ("M Mark Combining_Mark", 0b111 << 5), ("Nd Decimal_Number digit", 1 << 8),
            ("Nl Letter_Number", 1 << 9), ("No Other_Number", 1 << 10),
            ("N Number", 0b111 << 8), ("Pc Connector_Punctuation", 1 << 11),
            ("Pd Dash_Punctuation", 1 << 12), ("Ps Open_Punctuation", 1 << 13),
            ("Pe Close_Punctuation", 1 << 14), ("Pi Initial_Punctuation", 1 << 15),
            ("Pf Final_Punctuation", 1 << 16), ("Po Other_Punctuation", 1 << 17),
            ("P Punctuation punct", 0b1111111 << 11), ("Sm Math_Symbol", 1 << 18),
            ("Sc Currency_Symbol", 1 << 19), ("Sk Modifier_Symbol", 1 << 20),
            ("So Other_Symbol", 1 << 21), ("S Symbol", 0b1111 << 18),
            ("Zs Space_Separator", 1 << 22), ("Zl Line_Separator", 1 << 23),
            ("Zp Paragraph_Separator", 1 << 24), ("Z Separator", 0b111 << 22),
            ("Cc Control cntrl", 1 << 25), ("Cf Format", 1 << 26),
            ("Co Private_Use", 1 << 27), ("Cs Surrogate", 1 << 28),
            ("Cn Unassigned", 1 << 29), ("C Other", 0b11111 << 25),
        ]
        var masks: [String: UInt32] = [:]
        for (aliases, mask) in names {
            for alias in aliases.split(separator: " ") { masks[String(alias)] = mask }
        }
        return masks
    }()
}
