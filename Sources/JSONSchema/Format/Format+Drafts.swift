extension Format {
    /// A set of JSON Schema drafts.
    package struct Drafts: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let draft4 = Drafts(rawValue: 1 << 0)
        package static let draft6 = Drafts(rawValue: 1 << 1)
        package static let draft7 = Drafts(rawValue: 1 << 2)
        package static let draft2019 = Drafts(rawValue: 1 << 3)
        package static let draft2020 = Drafts(rawValue: 1 << 4)

        fileprivate static let since2019: Drafts = [.draft2019, .draft2020]
        fileprivate static let since7: Drafts = [.draft7, .since2019]
        fileprivate static let since6: Drafts = [.draft6, .since7]
        fileprivate static let since4: Drafts = [.draft4, .since6]
    }

    /// The drafts whose validation specification defines this format; none was ever withdrawn.
    package var drafts: Drafts {
        switch self {
        case .dateTime, .email, .hostname, .ipv4, .ipv6, .uri: .since4
        case .uriReference, .uriTemplate, .jsonPointer: .since6
        case .date, .time, .idnEmail, .idnHostname, .iri, .iriReference: .since7
        case .relativeJSONPointer, .regex: .since7
        case .duration, .uuid: .since2019
        }
    }

    /// Whether `draft` defines this format; to the other drafts its name means nothing.
    package func isDefined(inDraft draft: Drafts) -> Bool {
        drafts.isSuperset(of: draft)
    }
}
