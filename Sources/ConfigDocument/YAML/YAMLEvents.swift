internal import CLibYAML

/// The events of libyaml for one source, with their marks as byte offsets.
///
/// Owns the parser and the current event, and frees both in all cases.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let text: YAMLSource
    private let source: UnsafePointer<UInt8>
    private let count: Int
    private let copy: UnsafeMutablePointer<UInt8>?
    /// The last requested position: marks usually move forward, so that the next search starts
    /// there.
    private var known = (line: -1, column: 0, offset: 0)

    init(storage: TapeStorage) throws(ReadingFault) {
        let source = UnsafePointer(storage.source)
        let text = try YAMLSource(source: source, count: storage.sourceCount)
        parser = try Self.makeParser()
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        copy = text.copyForLibYAML()
        count = storage.sourceCount
        self.source = source
        self.text = text
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(
            parser,
            (copy.map { UnsafePointer($0) } ?? source) + text.start,
            count - text.start
        )
    }

    private static func makeParser() throws(ReadingFault) -> UnsafeMutablePointer<yaml_parser_t> {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw ReadingFault(.syntax, at: 0, "out of memory while reading YAML")
        }
        return parser
    }

    deinit {
        yaml_event_delete(event)
        yaml_parser_delete(parser)
        event.deallocate()
        parser.deallocate()
        copy?.deallocate()
    }

    var isASCII: Bool { text.isASCII }
    var kind: yaml_event_type_t { event.pointee.type }
    var alias: UnsafePointer<UInt8>? { UnsafePointer(event.pointee.data.alias.anchor) }

    /// Moves to the next event.
    @inline(__always)
    mutating func next() throws(ReadingFault) {
        yaml_event_delete(event)
        if yaml_parser_parse(parser, event) == 0 { throw fault() }
        if let standIns = text.standIns, kind == YAML_SCALAR_EVENT {
            let scalar = event.pointee.data.scalar
            standIns.takeBack(
                from: UnsafeMutableBufferPointer(start: scalar.value, count: scalar.length)
            )
        }
    }

    /// The scalar of a scalar event. Its memory is valid until the next event.
    var scalar: Scalar {
        let scalar = event.pointee.data.scalar
        return Scalar(
            text: UnsafeRawBufferPointer(start: scalar.value, count: scalar.length),
            style: scalar.style,
            anchor: UnsafePointer(scalar.anchor),
            tag: UnsafePointer(scalar.tag)
        )
    }

    struct Scalar {
        let text: UnsafeRawBufferPointer
        let style: yaml_scalar_style_t
        let anchor: UnsafePointer<UInt8>?
        let tag: UnsafePointer<UInt8>?

        var isPlain: Bool { style == YAML_PLAIN_SCALAR_STYLE }
        var isBlock: Bool {
            style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE
        }
    }

    /// The properties of the start event of a sequence or mapping.
    var collection: (anchor: UnsafePointer<UInt8>?, tag: UnsafePointer<UInt8>?, isFlow: Bool) {
        if kind == YAML_SEQUENCE_START_EVENT {
            let data = event.pointee.data.sequence_start
            return (
                UnsafePointer(data.anchor), UnsafePointer(data.tag),
                data.style == YAML_FLOW_SEQUENCE_STYLE
            )
        }
        let data = event.pointee.data.mapping_start
        return (
            UnsafePointer(data.anchor), UnsafePointer(data.tag),
            data.style == YAML_FLOW_MAPPING_STYLE
        )
    }

    // MARK: Places

    /// The byte offset of the event's start, including anchor and tag.
    var start: Int {
        @inline(__always) mutating get { offset(of: event.pointee.start_mark) }
    }

    /// The byte offset of the event's end.
    var end: Int {
        @inline(__always) mutating get { offset(of: event.pointee.end_mark) }
    }

    /// libyaml counts characters, and counts `CR LF` once or twice, so the mark's line and column
    /// are used instead of its index.
    @inline(__always)
    private mutating func offset(of mark: yaml_mark_t) -> Int {
        guard mark.line < text.lineStarts.count else { return count }
        if text.isASCII {
            return min(Int(text.lineStarts[mark.line]) &+ Int(mark.column), count)
        }
        return wideOffset(line: Int(mark.line), column: Int(mark.column))
    }

    private mutating func wideOffset(line: Int, column: Int) -> Int {
        if known.line != line || known.column > column {
            known = (line, 0, Int(text.lineStarts[line]))
        }
        var (_, reached, offset) = known
        // The source is padded, so that 8 bytes can be read at once.
        while reached &+ 8 <= column,
            UnsafeRawPointer(source + offset).loadUnaligned(as: UInt64.self)
                & 0x8080_8080_8080_8080 == 0
        {
            reached &+= 8
            offset &+= 8
        }
        while reached < column, offset < count {
            offset += 1
            while offset < count, source[offset] & 0xC0 == 0x80 { offset += 1 }
            reached += 1
        }
        known = (line, reached, offset)
        return offset
    }

    private mutating func fault() -> ReadingFault {
        let parser = parser.pointee
        if parser.error == YAML_MEMORY_ERROR {
            return ReadingFault(.syntax, at: 0, "out of memory while reading YAML")
        }
        let problem = parser.problem.map { String(cString: $0) } ?? ""
        let context = parser.context.map { String(cString: $0) } ?? ""
        return YAMLComplaint(
            problem: problem,
            context: context,
            problemOffset: offset(of: parser.problem_mark),
            contextOffset: offset(of: parser.context_mark)
        ).fault(in: UnsafeRawBufferPointer(start: source, count: count))
    }
}
