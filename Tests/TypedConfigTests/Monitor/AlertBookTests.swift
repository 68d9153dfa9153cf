import Testing

@testable import ConfigFiles
@testable import ConfigMonitoring
@testable import ConfigTypes
@testable import TypedConfig

/// The life of an alert.
struct AlertBookTests {
    private var book = AlertBook()
    private let timing = MonitorConfig.Alerts()
    private let cpu = AlertCondition(rule: .cpu, message: "busy")
    private let tampering = AlertCondition(rule: .tampering, subject: "a", message: "changed")

    private mutating func look(at second: Double, _ conditions: AlertCondition...) -> [String] {
        book.update(
            conditions,
            timing,
            now: .seconds(second),
            time: Timestamp(milliseconds: Int(second * 1000))
        ).map { "\($0.kind.rawValue) \($0.alert.rule.rawValue)" }
    }

    @Test mutating func aFigureMustBeOutOfBoundsForAWhile() {
        #expect(look(at: 0, cpu).isEmpty)
        #expect(look(at: 59, cpu).isEmpty)
        #expect(book.alerts.map(\.state) == [.pending])
        #expect(look(at: 60, cpu) == ["fired cpu"])
        #expect(look(at: 61, cpu).isEmpty)
        #expect(book.firing.first?.count == 4)
    }

    @Test mutating func whatWasNeverToldIsNotResolved() {
        #expect(look(at: 0, cpu).isEmpty)
        #expect(look(at: 30).isEmpty)
        #expect(look(at: 600).isEmpty)
        #expect(book.alerts.isEmpty)
    }

    @Test mutating func anAlertIsResolvedOnceAndOnlyAfterAWhile() {
        _ = look(at: 0, cpu)
        _ = look(at: 60, cpu)
        #expect(look(at: 61).isEmpty)
        #expect(look(at: 90, cpu).isEmpty, "back before it was over")
        #expect(look(at: 100).isEmpty)
        #expect(look(at: 160) == ["resolved cpu"])
        #expect(look(at: 161).isEmpty && look(at: 999).isEmpty)
        #expect(book.alerts.map(\.state) == [.resolved])
        #expect(book.alerts.first?.resolved == Timestamp(milliseconds: 160_000))
    }

    @Test mutating func factsAreToldAtOnceAndAreOverAtOnce() {
        #expect(look(at: 0, tampering) == ["fired tampering"])
        #expect(look(at: 1) == ["resolved tampering"])
        #expect(look(at: 2, tampering) == ["fired tampering"])
        #expect(book.firing.map(\.occurrence) == [2])
        #expect(Set(book.alerts.map(\.fingerprint)).count == 1)
    }

    @Test mutating func whatGoesOnIsRepeatedAfterItsTime() {
        #expect(look(at: 0, tampering) == ["fired tampering"])
        #expect(look(at: 14_399, tampering).isEmpty)
        #expect(look(at: 14_400, tampering) == ["repeated tampering"])
        #expect(look(at: 14_401, tampering).isEmpty)
    }

    @Test mutating func theSameConditionTwiceIsOneAlertAndOtherSubjectsAreOthers() {
        var other = tampering
        other.subject = "b"
        #expect(look(at: 0, tampering, tampering, other).count == 2)
        #expect(book.firing.map(\.subject).sorted() == ["a", "b"])
    }

    @Test mutating func theWorstComesFirst() {
        let low = AlertCondition(rule: .compression, message: "")
        _ = look(at: 0, low, cpu, tampering)
        _ = look(at: 60, low, cpu, tampering)
        #expect(book.firing.map(\.severity) == [.critical, .high, .low])
    }

    @Test mutating func whatIsRememberedIsBounded() {
        for number in 0..<(AlertBook.maxResolved + 50) {
            var condition = tampering
            condition.subject = "\(number)"
            _ = look(at: Double(number), condition)
        }
        _ = look(at: 1000)
        #expect(book.alerts.count == AlertBook.maxResolved)
        _ = look(at: 1000 + 24 * 3600 + 1)
        #expect(book.alerts.isEmpty)
    }
}
