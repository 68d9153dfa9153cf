import JSONSchema
import Testing

@Suite struct DateTimeTests {
    @Test(arguments: [
        ("2026-01-31", true), ("0000-01-01", true), ("9999-12-31", true), ("0000-02-29", true),
        ("2024-02-29", true), ("2023-02-29", false), ("1900-02-29", false), ("2000-02-29", true),
        ("2024-02-30", false), ("2024-04-31", false), ("2024-06-31", false),
        ("2024-09-31", false), ("2024-11-31", false), ("2024-12-32", false),
        ("2024-13-01", false), ("2024-00-10", false), ("2024-10-00", false), ("2024-1-1", false),
        ("24-01-01", false), ("2024/01/01", false), ("2024-01", false), ("2024-01-", false),
        ("٢٠٢٤-٠١-٠١", false), ("2024-01-0１", false), ("-024-01-01", false), ("2024-01-1a", false),
    ])
    func acceptsDatesOfTheGregorianCalendar(text: String, isValid: Bool) {
        #expect(Format.date.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("00:00:00Z", true), ("23:59:59z", true), ("09:30:00+02:00", true),
        ("09:30:00-23:59", true), ("09:30:00.0Z", true), ("09:30:00.123456789012345678Z", true),
        ("09:30:00.Z", false), ("09:30:00,5Z", false), ("09:30Z", false), ("09:30:00", false),
        ("09:30:00+0200", false), ("09:30:00+24:00", false), ("09:30:00+00:60", false),
        ("09:30:00 Z", false), ("09:30:00ZZ", false), ("09:30:00+2:00", false),
        ("24:00:00Z", false), ("23:60:00Z", false), ("23:59:61Z", false), ("9:30:00Z", false),
        ("09:30:00−02:00", false), ("T09:30:00Z", false),
    ])
    func acceptsTimesWithAnOffset(text: String, isValid: Bool) {
        #expect(Format.time.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("23:59:60Z", true), ("23:59:60.999Z", true), ("23:59:60+00:00", true),
        ("23:59:60-00:00", true), ("23:59:60+00:30", false), ("00:29:60+00:30", true),
        ("23:29:60-00:30", true), ("18:59:60-05:00", true), ("05:29:60+05:30", true),
        ("23:58:60Z", false), ("00:00:60Z", false), ("22:59:60Z", false),
        ("23:58:60+23:59", true), ("00:00:60-23:59", true),
    ])
    func acceptsALeapSecondOnlyAtTheEndOfAUTCDay(text: String, isValid: Bool) {
        #expect(Format.time.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("1998-12-31T23:59:60Z", true), ("2016-06-30T23:59:60Z", true),
        ("1998-12-30T23:59:60Z", false), ("2017-01-01T00:59:60+01:00", true),
        ("2017-01-02T00:59:60+01:00", false), ("2016-12-31T18:59:60-05:00", true),
        ("2016-12-30T18:59:60-05:00", false), ("2016-12-30T23:58:60-23:59", false),
        ("2016-12-31T00:00:60-23:59", true), ("2016-12-30T00:00:60-23:59", false),
        ("2024-02-29T23:59:60Z", true), ("2024-02-28T23:59:60Z", false),
        ("2023-02-28T23:59:60Z", true),
    ])
    func acceptsALeapSecondOnlyAtTheEndOfAUTCMonth(text: String, isValid: Bool) {
        #expect(Format.dateTime.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("2026-01-31T09:30:00Z", true), ("2026-01-31t09:30:00z", true),
        ("2026-01-31 09:30:00Z", false), ("2026-01-31T09:30:00", false),
        ("2026-01-31T", false), ("2026-01-31", false), ("20260131T093000Z", false),
        ("2026-02-29T09:30:00Z", false), ("2026-01-31T09:30:00.5+14:00", true),
        ("2026-01-31TT09:30:00Z", false), ("2026-01-31T09:30:00[UTC]", false),
    ])
    func acceptsADateAndATimeAroundT(text: String, isValid: Bool) {
        #expect(Format.dateTime.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("P1Y2M3DT4H5M6S", true), ("P1W", true), ("PT0S", true), ("P0D", true), ("P1M", true),
        ("PT1M", true), ("P1Y2M", true), ("PT1H2M", true), ("PT2M3S", true), ("P00001D", true),
        ("P1YT1S", true), ("P", false), ("PT", false), ("P1DT", false), ("T1H", false),
        ("P1", false), ("PD", false), ("P1D2", false), ("P1Y2D", false), ("PT1H2S", false),
        ("P1W1D", false), ("P1D1W", false), ("P1WT1H", false), ("P1M1Y", false),
        ("P1D1D", false), ("P1H", false), ("PT1D", false), ("P1.5D", false), ("PT0,5S", false),
        ("P-1D", false), ("-P1D", false), ("+P1D", false), ("p1d", false), ("P1d", false),
        ("P1DT1HT1M", false), ("P1S", false), ("P 1D", false), ("P١D", false),
        ("P2024-01-01T00:00:00", false),
    ])
    func acceptsDurationsWithoutGaps(text: String, isValid: Bool) {
        #expect(Format.duration.accepts(text) == isValid)
    }
}
