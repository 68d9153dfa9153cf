import ConfigDocument

/// A number within the bounds of schemas that is a multiple of their factors, near the lowest one.
struct NumberSample {
    private var least: Double?
    private var most: Double?
    private var above: Double?
    private var below: Double?
    private var factors: [Double] = []
    private let allowsFractions: Bool

    init(_ schemas: [Cursor], allowsFractions: Bool) {
        self.allowsFractions = allowsFractions
        for schema in schemas {
            // Bound: all are doubles, which do not overflow.
            func number(_ keyword: String) -> Double? { schema[keyword]?.double }
            // Draft-04 excludes a bound by a Boolean beside it.
            if let bound = number("minimum") {
                if schema["exclusiveMinimum"]?.bool == true { exclude(below: bound) }
                least = max(least ?? bound, bound)
            }
            if let bound = number("maximum") {
                if schema["exclusiveMaximum"]?.bool == true { exclude(above: bound) }
                most = min(most ?? bound, bound)
            }
            if let bound = number("exclusiveMinimum") { exclude(below: bound) }
            if let bound = number("exclusiveMaximum") { exclude(above: bound) }
            if let factor = number("multipleOf"), factor > 0 { factors.append(factor) }
        }
    }

    private mutating func exclude(below bound: Double) { above = max(above ?? bound, bound) }
    private mutating func exclude(above bound: Double) { below = min(below ?? bound, bound) }

    /// The first candidate that meets all rules; without one, the first.
    var value: Double { candidates.first(where: isAllowed) ?? candidates[0] }

    private var candidates: [Double] {
        let low = [least, above.map { $0 + 1 }].compactMap { $0 }.max()
        let high = [most, below.map { $0 - 1 }].compactMap { $0 }.min()
        let start = low ?? min(0, high ?? 0)
        var candidates = [allowsFractions ? start : start.rounded(.up)]
        let steps = factors + (factors.count > 1 ? [factors.reduce(1, *)] : [])
        for step in steps {
            for edge in [start, above, least].compactMap({ $0 }) {
                let multiple = (edge / step).rounded(.up) * step
                candidates += [multiple, multiple + step]
            }
            for edge in [high, below, most].compactMap({ $0 }) {
                let multiple = (edge / step).rounded(.down) * step
                candidates += [multiple, multiple - step]
            }
        }
        if let top = below ?? most {
            candidates += [top - 1, top - 0.5, top]
            if let bottom = above ?? least { candidates.append(bottom + (top - bottom) / 2) }
        }
        return candidates
    }

    private func isAllowed(_ value: Double) -> Bool {
        value.magnitude < 1e300 && (allowsFractions || value == value.rounded())
            && least.map { value >= $0 } != false && most.map { value <= $0 } != false
            && above.map { value > $0 } != false && below.map { value < $0 } != false
            && factors.allSatisfy { value.truncatingRemainder(dividingBy: $0) == 0 }
    }
}
