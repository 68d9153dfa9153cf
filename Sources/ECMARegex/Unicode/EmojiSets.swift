/// The emoji properties that the standard library lacks, for Unicode 17.0 (emoji-data.txt).
///
/// Derived from the Unicode Character Database, © Unicode, Inc., under the Unicode License V3.
enum EmojiSets {
    static let component = ScalarSet(
        0x23...0x23,
        0x2A...0x2A,
        0x30...0x39,
        0x200D...0x200D,
        0x20E3...0x20E3,
        0xFE0F...0xFE0F,
        0x1F1E6...0x1F1FF,
        0x1F3FB...0x1F3FF,
        0x1F9B0...0x1F9B3,
        0xE0020...0xE007F
    )

    /// Packed as pairs: the distance from the end of the span before, and a length.
    static let extendedPictographic: ScalarSet = {
        var numbers = PackedNumbers(
            """
            pFBEBt8HBMB4GBWB6CGPCvLCMBmFBZLEDnGBnHCKBJB6BEBFJBCBCCCBEBCBBCCBDBDCIDFBBBFMLCCBBCBB\
            SBCCSGBBBCDCFBCCECLCFCCBFCBBBCUCFGBECBEBCBCGBBCBBBBBGBDBGBKCPBCBEBBBEDBBLCwBDJBOBOB0\
            LCvODTCzBBEB6mBBMB5SBBBqrvDBnBEkDMPCPBOClBKwDCMCOBCKT4BbPKBUBCJBEJXG8FCwDCCBDCzCCDBE\
            F-HB_BLGBYHCCIMBCECBECNCCBICJBFDMDIDCBBBEBGBDBG2CwBmCFICRDBBGCN6GmBME4BIKGoBIeCMECOJ\
            nBMvBBKB5F4CIOyEgI-f
            """
        )
        var spans: [ScalarSet.Span] = []
        var end: UInt32 = 0
        while let gap = numbers.next(), let length = numbers.next() {
            let start = end + UInt32(gap)
            end = start + UInt32(length)
            spans.append(ScalarSet.Span(low: start, high: end - 1))
        }
        return ScalarSet(sorted: spans)
    }()
}
