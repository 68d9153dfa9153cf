import ConfigDocument

/// The locations of keywords, in the three forms used by findings and outputs.
package struct SchemaLocations {
    private let tables: SiteTables

    package init(_ tables: SiteTables) { self.tables = tables }

    /// A keyword of a schema.
    package struct KeywordPlace {
        package var name: String
        package var place: UInt32
        /// The path to it from the schema that is applied.
        package var location: String
    }

    /// The path from the schema that is applied to the site.
    package func relative(_ index: UInt32) -> String {
        guard index != .max else { return "" }
        let site = tables.sites[Int(index)]
        let tokens = tokens(site.place).suffix(Int(site.depth))
        return DocumentPath(tokens: Array(tokens)).pointer
    }

    /// The keyword that contains a site; nil if the site is the schema itself.
    package func keyword(of index: UInt32) -> KeywordPlace? {
        guard index != .max else { return nil }
        let site = tables.sites[Int(index)]
        guard site.depth > 0 else { return nil }
        var place = site.place
        for _ in 1..<site.depth { place = tables.places[Int(place)].parent }
        let name = tables.texts[Int(tables.places[Int(place)].token)]
        return KeywordPlace(
            name: name,
            place: place,
            location: DocumentPath(tokens: [name]).pointer
        )
    }

    package func place(of site: UInt32) -> UInt32? {
        site == .max ? nil : tables.sites[Int(site)].place
    }

    package func parent(of place: UInt32) -> UInt32 { tables.places[Int(place)].parent }

    /// The position in the text.
    package func position(of place: UInt32) -> (line: UInt32, column: UInt32) {
        (tables.places[Int(place)].line, tables.places[Int(place)].column)
    }

    /// `file#pointer`.
    package func inFile(_ place: UInt32) -> String {
        let tokens = tokens(place, withRoot: true)
        return "\(tokens[0])#\(DocumentPath(tokens: Array(tokens.dropFirst())).pointer)"
    }

    /// The canonical URI of a schema: that of its resource, with a pointer as fragment.
    package func uri(ofSchema place: UInt32) -> String? { uri(place, below: []) }

    /// The canonical URI of a keyword, whose value may be a separate resource.
    package func uri(ofKeyword place: UInt32) -> String? {
        let keyword = tables.places[Int(place)]
        guard keyword.parent != .max else { return nil }
        return uri(keyword.parent, below: [tables.texts[Int(keyword.token)]])
    }

    private func uri(_ place: UInt32, below: [String]) -> String? {
        var tokens = below
        var next = place
        while next != .max {
            let place = tables.places[Int(next)]
            if place.resource != .max {
                let pointer = DocumentPath(tokens: tokens.reversed()).pointer
                return "\(tables.texts[Int(place.resource)])#\(Self.fragment(pointer))"
            }
            tokens.append(tables.texts[Int(place.token)])
            next = place.parent
        }
        return nil
    }

    private func tokens(_ place: UInt32, withRoot: Bool = false) -> [String] {
        var tokens: [String] = []
        var next = place
        while next != .max {
            let place = tables.places[Int(next)]
            if place.parent != .max || withRoot { tokens.append(tables.texts[Int(place.token)]) }
            next = place.parent
        }
        return tokens.reversed()
    }

    /// Encodes a string as a URI fragment (RFC 3986, section 3.5).
    private static func fragment(_ text: String) -> String {
        let plain =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?"
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var encoded = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            if plain.unicodeScalars.contains(scalar) {
                encoded.unicodeScalars.append(scalar)
            } else {
                encoded.unicodeScalars.append("%")
                encoded.unicodeScalars.append(digits[Int(byte >> 4)])
                encoded.unicodeScalars.append(digits[Int(byte & 15)])
            }
        }
        return encoded
    }
}
