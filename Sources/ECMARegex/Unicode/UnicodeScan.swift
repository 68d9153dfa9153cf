/// Visits all code points in order, in spans over which every property is the same.
enum UnicodeScan {
    /// - Parameter body: Receives a span and a scalar that represents it; nil for the surrogates.
    static func forEachSpan(_ body: (ScalarSet.Span, Unicode.Scalar?) -> Void) {
        func single(_ value: UInt32) {
            guard let scalar = Unicode.Scalar(value) else { return }
            body(ScalarSet.Span(low: value, high: value), scalar)
        }
        func whole(_ low: UInt32, _ high: UInt32) {
            guard let scalar = Unicode.Scalar(low) else { return }
            body(ScalarSet.Span(low: low, high: high), scalar)
        }
        for value: UInt32 in 0..<0xD800 { single(value) }
        body(ScalarSet.Span(low: 0xD800, high: 0xDFFF), nil)
        // Planes 0 to 3 hold all assigned code points, except for the start of plane 14 (tags and
        // variation selectors) and private use. Visiting only these saves three quarters of the
        // work.
        for value: UInt32 in 0xE000..<0x4_0000 { single(value) }
        for plane: UInt32 in 4...16 {
            var low = plane << 16
            if plane == 14 {
                for value in low..<low + 0x1000 { single(value) }
                low += 0x1000
            }
            whole(low, plane << 16 | 0xFFFD)
            whole(plane << 16 | 0xFFFE, plane << 16 | 0xFFFF)
        }
    }

    /// The code points for which the property holds.
    static func members(where holds: (Unicode.Scalar.Properties) -> Bool) -> ScalarSet {
        var spans: [ScalarSet.Span] = []
        forEachSpan { span, scalar in
            guard let scalar, holds(scalar.properties) else { return }
            if let last = spans.last, last.high + 1 == span.low {
                spans[spans.count - 1] = ScalarSet.Span(low: last.low, high: span.high)
            } else {
                spans.append(span)
            }
        }
        return ScalarSet(sorted: spans)
    }
}
