/// The formats defined by the JSON Schema dialects, each with an exact check of UTF-8 bytes.
///
/// Validation 2020-12, section 7.3. Raw values are stored in compiled programs: a new format takes
/// the next free number, and numbers are never reused.
package enum Format: UInt8, Sendable, CaseIterable {
    case dateTime = 0
    case date = 1
    case time = 2
    case duration = 3
    case email = 4
    case idnEmail = 5
    case hostname = 6
    case idnHostname = 7
    case ipv4 = 8
    case ipv6 = 9
    case uri = 10
    case uriReference = 11
    case iri = 12
    case iriReference = 13
    case uriTemplate = 14
    case uuid = 15
    case jsonPointer = 16
    case relativeJSONPointer = 17
    case regex = 18

    /// The format with this name in the `format` keyword; nil if no dialect defines it.
    package init?(name: String) {
        guard let format = Self.byName[name] else { return nil }
        self = format
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// True if the whole of `text` is in this format.
    ///
    /// `text` should be well-formed UTF-8; other bytes are refused or accepted, but never read past
    /// the end. Only international host names, A-labels and patterns allocate.
    package func accepts(_ text: UnsafeRawBufferPointer) -> Bool {
        var scanner = ByteScanner(text)
        return scanner.scan(self) && scanner.isAtEnd
    }

    /// True if the whole of `text` is in this format.
    package func accepts(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { accepts(UnsafeRawBufferPointer($0)) }
    }
}

extension ByteScanner {
    /// Scans one value of `format`, up to the end of its grammar.
    fileprivate mutating func scan(_ format: Format) -> Bool {
        switch format {
        case .dateTime: scanDateTime()
        case .date: scanDate() != nil
        case .time: scanTime() != nil
        case .duration: scanDuration()
        case .email: scanMailbox(.ascii)
        case .idnEmail: scanMailbox(.international)
        case .hostname: scanHostname()
        case .idnHostname: scanInternationalHostname()
        case .ipv4: scanIPv4()
        case .ipv6: scanIPv6()
        case .uri: scanReference(.uri)
        case .uriReference: scanReference(.uriReference)
        case .iri: scanReference(.iri)
        case .iriReference: scanReference(.iriReference)
        case .uriTemplate: scanURITemplate()
        case .uuid: scanUUID()
        case .jsonPointer: scanJSONPointer()
        case .relativeJSONPointer: scanRelativeJSONPointer()
        case .regex: scanRegex()
        }
    }
}
