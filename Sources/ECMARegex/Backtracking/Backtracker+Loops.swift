/// Loops and look-arounds, and the registers that backtracking restores.
extension Backtracker {
    /// Continues with another iteration or past the loop, and keeps the other one as a choice.
    mutating func test(_ index: Int) {
        let loop = program.loops[index]
        let done = counts[index]
        if done < loop.count.minimum {
            address = loop.body
        } else if let maximum = loop.count.maximum, done >= maximum {
            address = loop.exit
        } else {
            address = loop.count.isLazy ? loop.exit : loop.body
            let other = loop.count.isLazy ? loop.body : loop.exit
            stack.append(Frame(kind: .choice, target: other, value: position))
        }
    }

    /// Begins an iteration, which clears the captures of the previous one.
    mutating func begin(_ index: Int) throws(PatternBudgetExceeded) {
        let inside = program.loops[index].count
        set(origin: index, to: position)
        for slot in 2 * inside.firstCapture - 2..<2 * inside.endCapture - 2
        where captures[slot] != -1 {
            set(capture: slot, to: -1)
            try count(1)
        }
    }

    /// Ends an iteration; false if it was optional and consumed nothing.
    mutating func next(_ index: Int) -> Bool {
        let loop = program.loops[index]
        if counts[index] >= loop.count.minimum, position == origins[index] { return false }
        set(count: index, to: counts[index] + 1)
        address = loop.test
        return true
    }

    /// Ends a look-around whose body matched; false if it must not.
    mutating func endLook(isNegative: Bool) throws(PatternBudgetExceeded) -> Bool {
        guard let barrier = barriers.popLast() else { return false }
        try count(stack.count - barrier)
        if isNegative {
            while stack.count > barrier, let frame = stack.popLast() { restore(frame) }
            return false
        }
        position = stack[barrier].value
        // Discards the body's other choices, but keeps the frames that restore its captures.
        var kept = barrier
        for index in barrier + 1..<stack.count where stack[index].isRestoring {
            stack[kept] = stack[index]
            kept += 1
        }
        stack.removeLast(stack.count - kept)
        return true
    }

    private mutating func restore(_ frame: Frame) {
        switch frame.kind {
        case .capture: captures[frame.target] = frame.value
        case .count: counts[frame.target] = frame.value
        case .origin: origins[frame.target] = frame.value
        default: break
        }
    }

    mutating func set(capture slot: Int, to value: Int) {
        stack.append(Frame(kind: .capture, target: slot, value: captures[slot]))
        captures[slot] = value
    }

    mutating func set(count index: Int, to value: Int) {
        stack.append(Frame(kind: .count, target: index, value: counts[index]))
        counts[index] = value
    }

    mutating func set(origin index: Int, to value: Int) {
        stack.append(Frame(kind: .origin, target: index, value: origins[index]))
        origins[index] = value
    }
}
