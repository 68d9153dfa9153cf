/// Reads YAML 1.2 (core schema) into a tape, over libyaml's events.
struct YAMLReader {
    let options: ReadingOptions

    func document(
        _ bytes: UnsafeRawBufferPointer,
        named file: String
    ) throws(DocumentError) -> TapeStorage {
        throw DocumentError(.unsupported, file: file, message: "YAML is not read yet")
    }
}
