/// Finds whether any of many strings occurs in another, in one pass over it (Aho and Corasick).
package struct ContainedTexts {
    /// The next state for a state and a byte, if a string continues.
    private var next: [Int: Int] = [:]
    /// The state of the longest suffix of the input that begins another string.
    private var shorter = [0]
    private var isFound = [false]

    package init(_ texts: [[UInt8]]) {
        for text in texts { add(text) }
        link()
    }

    private mutating func add(_ text: [UInt8]) {
        var state = 0
        for byte in text {
            let known = next[Self.step(state, byte)]
            if known == nil {
                next[Self.step(state, byte)] = isFound.count
                isFound.append(false)
                shorter.append(0)
            }
            state = known ?? isFound.count - 1
        }
        isFound[state] = true
    }

    /// Links states in order of depth: a state is created after its predecessor, but may be deeper
    /// than a later one.
    private mutating func link() {
        var steps: [[(from: Int, byte: UInt8, to: Int)]] = []
        var depth = [Int](repeating: 0, count: isFound.count)
        for (step, to) in next.sorted(by: { $0.value < $1.value }) {
            depth[to] = depth[step >> 8] + 1
            if steps.count < depth[to] { steps.append([]) }
            steps[depth[to] - 1].append((step >> 8, UInt8(truncatingIfNeeded: step), to))
        }
        for (from, byte, to) in steps.dropFirst().joined() {
            shorter[to] = state(after: shorter[from], byte)
            isFound[to] = isFound[to] || isFound[shorter[to]]
        }
    }

    package func isAny(in text: some Sequence<UInt8>) -> Bool {
        var state = 0
        for byte in text {
            state = self.state(after: state, byte)
            if isFound[state] { return true }
        }
        return false
    }

    private func state(after start: Int, _ byte: UInt8) -> Int {
        var state = start
        while true {
            if let next = next[Self.step(state, byte)] { return next }
            guard state != 0 else { return 0 }
            state = shorter[state]
        }
    }

    private static func step(_ state: Int, _ byte: UInt8) -> Int { state << 8 | Int(byte) }
}
