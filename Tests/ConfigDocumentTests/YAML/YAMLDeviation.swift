/// The deviations from yaml-test-suite, with reasons. A row whose deviation has closed fails the
/// suite until it is deleted.
enum YAMLDeviation: String {
    case libyamlRefuses = "valid, refused by libyaml 0.2.5"
    case libyamlAccepts = "invalid, accepted by libyaml 0.2.5"
    case libyamlReadsOtherwise = "read otherwise by libyaml 0.2.5"
    case manyDocuments = "several documents: a configuration file holds one"
    case tags = "a tag without a JSON value"
    case complexKeys = "a list or mapping as a key"
    case duplicateKeys = "a key given twice"

    static let byCase: [String: YAMLDeviation] = {
        var result: [String: YAMLDeviation] = [:]
        for (deviation, cases) in rows {
            for id in cases.split(whereSeparator: { $0.isWhitespace }) {
                result[String(id)] = deviation
            }
        }
        return result
    }()

    private static let rows: [(YAMLDeviation, String)] = [
        (
            .libyamlRefuses,
            """
            2JQS 2LFX 2SXE 4ABK 4MUZ/00 4MUZ/01 4MUZ/02 58MP 5MUD 5T43 6BCT 6CA3
            6LVF 6M2F 7Z25 8XYN 96NN/00 96NN/01 9SA2 A2M4 BEC7 CFD4 DBG4 DK3J
            DK95/00 DK95/04 FP8R FRK4 HM87/00 HWV9 K3WX M7A3 MUS6/05 MUS6/06
            NHX8 NJ66 NKF9 Q5MG QT73 R4YG S3PD SM9W/01 UKK6/00 UT92 VJP3/01 W4TN
            W5VH Y79Y/001 Y79Y/010
            """
        ),
        (
            .libyamlAccepts,
            """
            9C9N CVW2 DK95/01 MUS6/00 QB6E S98Z Y79Y/003
            """
        ),
        (
            .libyamlReadsOtherwise,
            """
            652Z HM87/01 JEF9/02 L24T/01 Y2GN
            """
        ),
        (
            .manyDocuments,
            """
            35KP 6XDY 6ZKB 9DXL 9KAX JHB9 KSS4 L383 PUW8 RZT7 U9NS
            """
        ),
        (
            .tags,
            """
            2XXW 565N 5TYM 6CK3 6WLZ 7FWL 9WXW C4HZ CC74 CUP7 J7PZ M5C3 P76L UGM3
            Z67P Z9M4
            """
        ),
        (
            .complexKeys,
            """
            4FJ6 6BFJ 6PBE 9MMW KK5P LX3P M2N8/00 M2N8/01 M5DY Q9WF RZP5 SBG9 V9D5
            X38W XW4D
            """
        ),
    ]
}
