extension Format {
    /// The name of the format in the `format` keyword.
    package var name: String {
        switch self {
        case .dateTime: "date-time"
        case .date: "date"
        case .time: "time"
        case .duration: "duration"
        case .email: "email"
        case .idnEmail: "idn-email"
        case .hostname: "hostname"
        case .idnHostname: "idn-hostname"
        case .ipv4: "ipv4"
        case .ipv6: "ipv6"
        case .uri: "uri"
        case .uriReference: "uri-reference"
        case .iri: "iri"
        case .iriReference: "iri-reference"
        case .uriTemplate: "uri-template"
        case .uuid: "uuid"
        case .jsonPointer: "json-pointer"
        case .relativeJSONPointer: "relative-json-pointer"
        case .regex: "regex"
        }
    }

    /// The expected value with an example, as messages put it after "expected".
    package var expectation: String {
        switch self {
        case .dateTime: "an RFC 3339 date-time such as 2026-01-31T09:30:00Z"
        case .date: "an RFC 3339 date such as 2026-01-31"
        case .time: "an RFC 3339 time with an offset, such as 09:30:00Z or 09:30:00+02:00"
        case .duration: "an ISO 8601 duration such as P3DT12H30M"
        case .email: "an email address such as jo@example.com"
        case .idnEmail: "an email address such as jo@example.com, non-ASCII letters allowed"
        case .hostname: "a host name such as www.example.com"
        case .idnHostname: "a host name such as www.example.com, non-ASCII letters allowed"
        case .ipv4: "an IPv4 address such as 192.0.2.1"
        case .ipv6: "an IPv6 address such as 2001:db8::1"
        case .uri: "an absolute URI such as https://example.com/path"
        case .uriReference: "a URI or a relative reference such as ../path"
        case .iri: "an absolute IRI such as https://example.com/größe"
        case .iriReference: "an IRI or a relative reference such as ../größe"
        case .uriTemplate: "an RFC 6570 URI template such as /users/{id}"
        case .uuid: "a UUID such as 123e4567-e89b-12d3-a456-426614174000"
        case .jsonPointer: "a JSON Pointer such as /servers/0/port"
        case .relativeJSONPointer: "a relative JSON Pointer such as 1/port"
        case .regex: "an ECMA-262 regular expression such as ^[a-z]+$"
        }
    }
}
