import CLibYAML

/// The cost of libyaml's events alone, without a document.
enum LibYAML {
    /// Reads all events of a text and forgets them.
    static func drain(_ bytes: [UInt8]) throws {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else {
            throw BenchError("libyaml has no memory")
        }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_input_string(&parser, bytes, bytes.count)
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else {
                throw BenchError("libyaml refuses the text")
            }
            let isLast = event.type == YAML_STREAM_END_EVENT
            yaml_event_delete(&event)
            if isLast { return }
        }
    }
}
