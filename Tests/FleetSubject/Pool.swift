#if Fleet
    import ConfigDocument
    import ConfigTypes
    import Foundation
    import JSONSchema
    import SchemaValidation
    import TypedConfig

    /// The configuration of the subject: the number of the release that it came with, and how the release is to
    /// behave.
    struct Pool: ConfigType {
        static let schema = CompiledSchema(
            name: "pool",
            version: "1.0.0",
            program: program(#"{"type": "string"}"#)
        )

        var release: Int
        /// `good`, `refused`, `sick` or `deadly`.
        var mode: String

        init(reading object: inout ValueReader) {
            release = object.int("release")
            mode = object.string("mode")
        }

        func write(to object: inout ValueWriter) {
            object.int("release", release)
            object.string("mode", mode)
        }

        fileprivate static func program(_ mode: String) -> ValidationProgram {
            let schema = #"{"properties": {"release": {"type": "integer"}, "mode": \#(mode)}}"#
            do {
                let document = try Document(parsing: schema, as: .json, named: "pool")
                let graph = try SchemaRegistry().resolve(document, baseURI: "file:///pool")
                return try ValidationProgram(compiling: graph, options: .configuration)
            } catch {
                fatalError("\(error)")
            }
        }

        /// - Parameter filler: a number of incompressible bytes, nearly.
        static func text(release: Int, mode: String, filler: Int) -> [UInt8] {
            var text = "release: \(release)\nmode: \(mode)\n"
            if filler > 0 {
                var data = [UInt8](repeating: 0, count: filler)
                for index in data.indices { data[index] = UInt8.random(in: 33...126) }
                text += "#" + String(decoding: data, as: UTF8.self) + "\n"
            }
            return Array(text.utf8)
        }
    }

    /// The same configuration, as a program that does not accept the mode `refused`.
    struct StrictPool: ConfigType {
        static let schema = CompiledSchema(
            name: "pool",
            version: "1.0.0",
            program: Pool.program(#"{"enum": ["good", "sick", "deadly"]}"#)
        )

        var pool: Pool
        init(reading object: inout ValueReader) { pool = Pool(reading: &object) }
        func write(to object: inout ValueWriter) { pool.write(to: &object) }
    }

    /// Prints a line of JSON.
    func say(_ members: [String: DocumentValue]) {
        var object = DocumentObject()
        for (key, value) in members.sorted(by: { $0.key < $1.key }) { object[key] = value }
        object["ns"] = .int(Int(clamping: DispatchTime.now().uptimeNanoseconds))
        let line = JSONEmitter(indent: nil).emit(.object(object)) + [0x0A]
        line.withUnsafeBytes { bytes in
            // One write a line, from many tasks.
            _ = write(1, bytes.baseAddress, bytes.count)
        }
    }
#endif
