import ConfigDocument
import MigrationSteps
package import SchemaValidation

/// The validation programs in an executable: strings of base64, each with a checksum behind a dot.
package struct ProgramFinder {
    /// A program, and the schema that it was compiled from.
    package struct Found {
        /// The file of the schema, as it was when the program was built: `http/3.0.0.schema.json`.
        package let file: String
        /// The name of the configuration.
        package let name: String
        /// Nil for a schema without history.
        package let version: String?
        package let program: ValidationProgram
    }

    /// The programs, in the order of the file, without copies.
    package let found: [Found]

    /// - Parameter bytes: the content of the executable.
    package init(in bytes: [UInt8]) {
        var found: [Found] = []
        var known: Set<String> = []
        bytes.withUnsafeBufferPointer { bytes in
            var next = 0
            while let dot = Self.index(of: UInt8(ascii: "."), in: bytes, from: next) {
                next = dot + 1
                guard let text = Self.text(around: dot, in: bytes), known.insert(text).inserted,
                    let program = ValidationProgram(decoding: text),
                    let file = program.schemaFile
                else { continue }
                found.append(Found(file, program))
            }
        }
        self.found = found
    }

    /// The programs of a configuration, by its name or that of its type: `http`, `HTTPConfig`.
    package func programs(of type: String) -> [Found] {
        let plain = Self.simplified(type)
        return found.filter { found in
            let name = Self.simplified(found.name)
            return plain == name || plain == name + "config"
        }
    }

    private static func simplified(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    private static func index(
        of byte: UInt8,
        in bytes: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The string with a dot, if it may be a program: they are long, and end with a number.
    private static func text(around dot: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var start = dot
        while start > 0, isBase64(bytes[start - 1]) { start -= 1 }
        guard dot - start >= shortest else { return nil }
        var end = dot + 1
        while end < bytes.count, end - dot <= 14, isDigit(bytes[end]) { end += 1 }
        guard end > dot + 1 else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private static let shortest = 64

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// A digit to the base of 36.
    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension ProgramFinder.Found {
    fileprivate init(_ file: String, _ program: ValidationProgram) {
        self.file = file
        self.program = program
        let parts = file.split(separator: "/").map(String.init)
        let last = parts.last ?? file
        let ending = ".schema.json"
        let stem = last.hasSuffix(ending) ? String(last.dropLast(ending.count)) : last
        if parts.count > 1, SemanticVersion(stem) != nil {
            (name, version) = (parts[parts.count - 2], stem)
        } else {
            (name, version) = (stem, nil)
        }
    }
}

extension [ProgramFinder.Found] {
    /// The newest version.
    package var newest: ProgramFinder.Found? {
        self.max { left, right in
            guard let older = left.version.flatMap(SemanticVersion.init),
                let newer = right.version.flatMap(SemanticVersion.init)
            else { return left.version == nil && right.version != nil }
            return older < newer
        }
    }
}

extension ValidationProgram {
    /// The file of the schema that the program was compiled from.
    fileprivate var schemaFile: String? {
        let tables = storage.sites.tables
        guard let root = tables.places.first(where: { $0.parent == .max }) else { return nil }
        return tables.texts[Int(root.token)]
    }
}
