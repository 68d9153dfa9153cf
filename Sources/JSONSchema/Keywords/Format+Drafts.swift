import SchemaValidation

extension Format {
    /// The first draft whose validation specification defines this format; none was withdrawn.
    package var firstDraft: Draft {
        switch self {
        case .dateTime, .email, .hostname, .ipv4, .ipv6, .uri: .draft4
        case .uriReference, .uriTemplate, .jsonPointer: .draft6
        case .date, .time, .idnEmail, .idnHostname, .iri, .iriReference: .draft7
        case .relativeJSONPointer, .regex: .draft7
        case .duration, .uuid: .draft2019
        }
    }

    /// True if a draft defines this format; other drafts ignore its name.
    package func isDefined(in draft: Draft) -> Bool { draft >= firstDraft }
}
