/// The code points of Unicode, grouped into classes of code points that belong to the same sets of
/// a pattern.
///
/// An automaton steps by class instead of by code point or byte, so its size depends on the number
/// of different sets in a pattern, not on how large or scattered they are.
struct Alphabet: Sendable {
    /// Classes are numbered from 0.
    let classCount: Int
    /// The class of each ASCII code point.
    let ascii: [UInt16]
    /// The classes of code points from 128 on.
    let wide: WideClasses
    /// The classes that make up each set: those of set `i` begin at `memberStarts[i]`.
    private let memberStarts: [Int]
    private let members: [UInt16]

    /// The classes that make up the set with this index.
    func classes(ofSet index: Int) -> ArraySlice<UInt16> {
        members[memberStarts[index]..<memberStarts[index + 1]]
    }

    @inline(__always)
    func classOf(_ scalar: UInt32) -> UInt16 {
        scalar < 0x80 ? ascii[Int(scalar)] : wide.classOf(scalar)
    }

    init(sets: [ScalarSet]) throws(PatternError) {
        var partition = Partition(sets: sets)
        for set in sets { try partition.split(by: set) }
        var starts = [0]
        var members: [UInt16] = []
        starts.reserveCapacity(sets.count + 1)
        for set in sets {
            try partition.appendClasses(of: set, to: &members)
            starts.append(members.count)
        }
        memberStarts = starts
        self.members = members
        classCount = partition.classCount
        ascii = partition.ascii()
        wide = partition.wide()
    }
}

/// The classes of code points from 128 on, found by binary search.
struct WideClasses: Sendable {
    /// The first code point of each span, in order, and the class of each.
    private let starts: [UInt32]
    private let classes: [UInt16]
    /// For each page of 256 code points, the span that it begins in; empty if there are few spans.
    private let pages: [UInt16]

    init(starts: [UInt32], classes: [UInt16]) {
        self.starts = starts
        self.classes = classes
        guard starts.count > 16, starts.count < Int(UInt16.max) else {
            pages = []
            return
        }
        var pages: [UInt16] = []
        var span = 0
        for page in 0...0x1100 {
            let first = UInt32(page) << 8
            while span + 1 < starts.count, starts[span + 1] <= first { span += 1 }
            pages.append(UInt16(span))
        }
        self.pages = pages
    }

    /// The class of all code points from 128 on, if they have only one.
    var uniform: UInt16? { classes.count == 1 ? classes[0] : nil }

    func classOf(_ scalar: UInt32) -> UInt16 {
        var low = 0
        var high = starts.count
        let page = Int(scalar >> 8)
        if page + 1 < pages.count {
            low = Int(pages[page])
            high = Int(pages[page + 1]) + 1
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= scalar { low = middle } else { high = middle }
        }
        return classes[low]
    }
}

/// Splits the code points into ever smaller classes, set by set.
private struct Partition {
    /// Interval `i` ranges from `cuts[i]` up to but not including `cuts[i + 1]`.
    private let cuts: [UInt32]
    private var classOf: [UInt16]
    private var sizes: [Int]
    private var touched: [Int]
    private var work = 0

    /// The number of intervals to visit before giving up: some milliseconds.
    private static let maximumWork = 4_000_000

    var classCount: Int { sizes.count }

    init(sets: [ScalarSet]) {
        var cuts: [UInt32] = [0, 0x80, ScalarSet.maximum + 1]
        for set in sets {
            for span in set.spans {
                cuts.append(span.low)
                cuts.append(span.high + 1)
            }
        }
        cuts.sort()
        var distinct: [UInt32] = []
        distinct.reserveCapacity(cuts.count)
        for cut in cuts where cut != distinct.last { distinct.append(cut) }
        self.cuts = distinct
        classOf = [UInt16](repeating: 0, count: distinct.count - 1)
        sizes = [distinct.count - 1]
        touched = [0]
    }

    /// Moves the members of the set to new classes if their class has other members too.
    mutating func split(by set: ScalarSet) throws(PatternError) {
        var affected: [UInt16] = []
        try forEachInterval(of: set) { partition, interval in
            let old = partition.classOf[interval]
            if partition.touched[Int(old)] == 0 { affected.append(old) }
            partition.touched[Int(old)] += 1
        }
        var replacement: [UInt16: UInt16] = [:]
        for old in affected {
            let members = touched[Int(old)]
            touched[Int(old)] = 0
            if members == sizes[Int(old)] { continue }
            guard sizes.count < Int(UInt16.max) else { throw Self.tooManyClasses }
            replacement[old] = UInt16(sizes.count)
            sizes[Int(old)] -= members
            sizes.append(members)
            touched.append(0)
        }
        if replacement.isEmpty { return }
        try forEachInterval(of: set) { partition, interval in
            if let new = replacement[partition.classOf[interval]] {
                partition.classOf[interval] = new
            }
        }
    }

    mutating func appendClasses(
        of set: ScalarSet,
        to members: inout [UInt16]
    ) throws(PatternError) {
        let start = members.count
        var found: [UInt16] = []
        try forEachInterval(of: set) { partition, interval in
            let number = partition.classOf[interval]
            if partition.touched[Int(number)] == 0 {
                partition.touched[Int(number)] = 1
                found.append(number)
            }
        }
        members.append(contentsOf: found)
        for number in members[start...] { touched[Int(number)] = 0 }
    }

    private mutating func forEachInterval(
        of set: ScalarSet,
        _ body: (inout Partition, Int) -> Void
    ) throws(PatternError) {
        for span in set.spans {
            var interval = index(ofCut: span.low)
            while interval < classOf.count, cuts[interval] <= span.high {
                body(&self, interval)
                interval += 1
                work += 1
            }
        }
        if work > Self.maximumWork { throw Self.tooManyClasses }
    }

    private func index(ofCut cut: UInt32) -> Int {
        var low = 0
        var high = cuts.count
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] < cut { low = middle + 1 } else { high = middle }
        }
        return low
    }

    func ascii() -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(0x80)
        for interval in classOf.indices where cuts[interval] < 0x80 {
            for _ in cuts[interval]..<cuts[interval + 1] { result.append(classOf[interval]) }
        }
        return result
    }

    func wide() -> WideClasses {
        var starts: [UInt32] = []
        var classes: [UInt16] = []
        for interval in classOf.indices
        where cuts[interval] >= 0x80 && classOf[interval] != classes.last {
            starts.append(cuts[interval])
            classes.append(classOf[interval])
        }
        return WideClasses(starts: starts, classes: classes)
    }

    private static let tooManyClasses = PatternError(
        "the pattern has too many different character classes; split it up",
        at: 0
    )
}
