// URIs by the grammar of RFC 3986, appendix A, and IRIs by that of RFC 3987, section 2.2. One pass
// serves both: IRIs only add characters beyond ASCII to the same components.

/// Which of the four kinds of reference is wanted.
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
    /// A component ends at the first byte that it cannot hold. If that is not the delimiter of the
    /// next one, the text is not read to its end, and so refused.
    mutating func scanReference(_ kind: ReferenceKind) -> Bool {
        let hasScheme = scanScheme()
        guard hasScheme || kind.allowsRelative else { return false }
        let extras: ExtraCharacters = kind.isInternational ? .letters : .none
        let start = position
        if skip("/"), skip("/") {
            guard scanAuthority(extras) else { return false }
            // After an authority a path has to begin with a slash.
            if next == 0x2F { skipComponent(.path, extras) }
        } else {
            goBack(to: start)
            // Without a scheme, a colon in the first segment would make the segment one.
            if !hasScheme { skipComponent(.segmentWithoutColon, extras) }
            if hasScheme || next == 0x2F { skipComponent(.path, extras) }
        }
        if skip("?") {
            skipComponent(.query, kind.isInternational ? .lettersAndPrivateUse : .none)
        }
        if skip("#") { skipComponent(.query, extras) }
        return true
    }

    /// `scheme` with its colon; stays where it was when there is none.
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

    /// What was taken for a host since `start` was user information if "@" follows, be it after
    /// colons that a port cannot have; reads as far as that, or stays.
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

    /// What stands between the brackets of an `IP-literal`: no zone, so RFC 6874 is not followed.
    private mutating func scanIPLiteral() -> Bool {
        guard skip("v") || skip("V") else { return scanIPv6() }
        return skip(while: .hexDigits) > 0 && skip(".") && skip(while: .userInfo) > 0
    }

    /// Reads characters of `set` or `extras`, and percent-encoded octets, as far as they go.
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
    /// `userinfo`: the same and ":".
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
