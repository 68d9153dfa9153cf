// URIs as in RFC 3986, appendix A, and IRIs as in RFC 3987, section 2.2. One pass serves both,
// since IRIs only add characters beyond ASCII to the same components.

/// The kind of reference to scan.
struct ReferenceKind: Sendable {
    var allowsRelative: Bool
    var isInternational: Bool

    static let uri = ReferenceKind(allowsRelative: false, isInternational: false)
    static let uriReference = ReferenceKind(allowsRelative: true, isInternational: false)
    static let iri = ReferenceKind(allowsRelative: false, isInternational: true)
    static let iriReference = ReferenceKind(allowsRelative: true, isInternational: true)
}

extension ByteScanner {
    /// `URI`, `URI-reference`, `IRI` or `IRI-reference`.
    ///
    /// A component ends at the first byte that is not allowed in it. Unless that is the delimiter
    /// of the next one, the string is not read to its end, and therefore refused.
    mutating func scanReference(_ kind: ReferenceKind) -> Bool {
        let hasScheme = scanScheme()
        guard hasScheme || kind.allowsRelative else { return false }
        let extras: ExtraCharacters = kind.isInternational ? .letters : .none
        let start = position
        if skip("/"), skip("/") {
            guard scanAuthority(extras) else { return false }
            // After an authority, a path must begin with a slash.
            if next == 0x2F { skipComponent(.path, extras) }
        } else {
            goBack(to: start)
            // Without a scheme, a colon in the first segment would be taken for the end of a
            // scheme.
            if !hasScheme { skipComponent(.segmentWithoutColon, extras) }
            if hasScheme || next == 0x2F { skipComponent(.path, extras) }
        }
        if skip("?") {
            skipComponent(.query, kind.isInternational ? .lettersAndPrivateUse : .none)
        }
        if skip("#") { skipComponent(.query, extras) }
        return true
    }

    /// `scheme` with its colon; if there is none, the position is unchanged.
    private mutating func scanScheme() -> Bool {
        let start = position
        if skip(anyOf: .letters), skip(while: .scheme) >= 0, skip(":") { return true }
        goBack(to: start)
        return false
    }

    /// `[ userinfo "@" ] host [ ":" port ]`
    private mutating func scanAuthority(_ extras: ExtraCharacters) -> Bool {
        let start = position
        guard scanHost(extras) else { return false }
        if scanUserInfoRest(after: start, extras) {
            guard scanHost(extras) else { return false }
        }
        if skip(":") { _ = skip(while: .digits) }
        return true
    }

    /// If "@" follows the host scanned since `start`, possibly after colons that a port cannot
    /// have, it was user information; scans up to the "@" or restores the position.
    private mutating func scanUserInfoRest(after start: Int, _ extras: ExtraCharacters) -> Bool {
        let end = position
        guard next == 0x3A || next == 0x40, bytes(since: start).first != 0x5B else { return false }
        skipComponent(.userInfo, extras)
        if skip("@") { return true }
        goBack(to: end)
        return false
    }

    private mutating func scanHost(_ extras: ExtraCharacters) -> Bool {
        if skip("[") { return scanIPLiteral() && skip("]") }
        skipComponent(.registeredName, extras)
        return true
    }

    /// The part of an `IP-literal` between the brackets: without zones, so RFC 6874 is not
    /// supported.
    private mutating func scanIPLiteral() -> Bool {
        guard skip("v") || skip("V") else { return scanIPv6() }
        return skip(while: .hexDigits) > 0 && skip(".") && skip(while: .userInfo) > 0
    }

    /// Skips characters of `set` or `extras`, and percent-encoded octets.
    mutating func skipComponent(_ set: ByteSet, _ extras: ExtraCharacters) {
        while true {
            _ = skip(while: set)
            guard let next else { return }
            let start = position
            if next == 0x25 ? skipPercentEncoded() : next >= 0x80 && skipExtra(extras) { continue }
            return goBack(to: start)
        }
    }

    /// `pct-encoded`
    mutating func skipPercentEncoded() -> Bool {
        skip("%") && skip(while: .hexDigits, atMost: 2) == 2
    }

    private mutating func skipExtra(_ extras: ExtraCharacters) -> Bool {
        guard extras != .none, let scalar = scanScalar() else { return false }
        return extras.contains(scalar)
    }
}

extension ByteSet {
    /// `scheme` after its first letter.
    static let scheme = ByteSet(low: 0x03FF_6800_0000_0000, high: 0x07FF_FFFE_07FF_FFFE)
    /// `reg-name`: unreserved and sub-delims.
    static let registeredName = ByteSet(low: 0x2BFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    /// `userinfo`: also ":".
    static let userInfo = ByteSet(low: 0x2FFF_7FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE)
    /// `segment-nz-nc`: unreserved, sub-delims and "@".
    static let segmentWithoutColon = ByteSet(
        low: 0x2BFF_7FD2_0000_0000,
        high: 0x47FF_FFFE_87FF_FFFF
    )
    /// `pchar` and "/".
    static let path = ByteSet(low: 0x2FFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
    /// `query` and `fragment`: `pchar`, "/" and "?".
    static let query = ByteSet(low: 0xAFFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF)
}
