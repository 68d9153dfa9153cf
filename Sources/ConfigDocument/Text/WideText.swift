/// Recognises UTF-16 and UTF-32 by what they begin with. Editors and PowerShell write such files.
enum WideText {
    static func check(_ source: UnsafePointer<UInt8>, count: Int) throws(ReadingFault) {
        guard count >= 2 else { return }
        switch (source[0], source[1]) {
        case (0xFF, 0xFE), (0xFE, 0xFF), (0, 0):
            throw ReadingFault(.encoding, at: 0, "the text is UTF-16 or UTF-32; save it as UTF-8")
        default: break
        }
    }
}
