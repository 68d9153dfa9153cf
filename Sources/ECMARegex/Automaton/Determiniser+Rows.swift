/// The facts that decide `$`, `\b` and `\B`.
struct PendingDecision {
    let isAtEnd: Bool
    let isWordBoundary: Bool
}

extension Determiniser {
    /// Appends the instructions reached from the entry without consuming a code point, in no order.
    ///
    /// - Parameter decision: Nil leaves pending instructions in the list.
    /// - Returns: True if the end of the pattern is reached, which is not appended.
    mutating func close(
        _ entry: UInt32,
        atStart: Bool,
        decided decision: PendingDecision?,
        into list: inout [UInt32]
    ) -> Bool {
        round += 1
        var isAccepted = false
        stack.append(entry)
        while let address = stack.popLast() {
            if met[Int(address)] == round { continue }
            met[Int(address)] = round
            work += 1
            let instruction = nfa.code[Int(address)]
            switch instruction.operation {
            case .one, .many:
                list.append(address)
            case .split:
                stack.append(instruction.argument)
                stack.append(instruction.next)
            case .start:
                if atStart { stack.append(instruction.next) }
            case .end, .wordBoundary, .noWordBoundary:
                guard let decision else {
                    list.append(address)
                    continue
                }
                if holds(instruction.operation, decision) { stack.append(instruction.next) }
            case .accept:
                isAccepted = true
            case .fail, .look, .noLook:
                break
            }
        }
        return isAccepted
    }

    private func holds(_ operation: NFA.Operation, _ decision: PendingDecision) -> Bool {
        switch operation {
        case .end: decision.isAtEnd
        case .wordBoundary: decision.isWordBoundary
        default: !decision.isWordBoundary
        }
    }

    /// Computes the targets of a match that begins now, once for all states.
    mutating func prepareRestart() {
        restartTargets = [[UInt32]](repeating: [], count: nfa.alphabet.classCount)
        restartRow = [UInt32](repeating: 0, count: nfa.alphabet.classCount)
        if restartIsPending || restart.isEmpty { return }
        sort(restart)
        for number in 0..<UInt16(nfa.alphabet.classCount) {
            restartRow[Int(number)] = target(after: number)
            let isAccepted = restartRow[Int(number)] == stride * DFA.SpecialRow.accept
            restartTargets[Int(number)] = isAccepted ? [Self.accepted] : targets
        }
    }

    /// Appends the row of a state to the table, and new states to the list.
    mutating func fillRow(of state: Int) {
        let members = states.members(of: state)
        let flags = states.flags(of: state)
        let isPending = restartIsPending || members.contains(where: isPending)
        var cells = restartRow
        var end = DFA.SpecialRow.dead
        if isPending {
            for nextIsWord in [false, true] {
                fill(&cells, from: members, flags, nextIsWord: nextIsWord)
            }
            var decided: [UInt32] = []
            let isAccepted = decide(
                members,
                flags,
                isAtEnd: true,
                nextIsWord: false,
                into: &decided
            )
            if isAccepted { end = stride * DFA.SpecialRow.accept }
        } else {
            sort(members)
            for number in buckets.touched {
                cells[Int(number)] = target(after: number)
            }
        }
        self.cells.append(contentsOf: cells)
        let isUniform = nfa.alphabet.wide.uniform != nil
        let itself = UInt32(state) + DFA.SpecialRow.count
        self.cells.append(stride * (isUniform ? itself : DFA.SpecialRow.wide))
        self.cells.append(end)
        work += cells.count / 8
    }

    /// Fills the cells of classes that are word characters, or of those that are not.
    private mutating func fill(
        _ cells: inout [UInt32],
        from members: [UInt32],
        _ flags: UInt32,
        nextIsWord: Bool
    ) {
        var decided: [UInt32] = []
        let isAccepted = decide(
            members,
            flags,
            isAtEnd: false,
            nextIsWord: nextIsWord,
            into: &decided
        )
        sort(decided)
        for number in cells.indices where isWordClass[number] == nextIsWord {
            cells[number] =
                isAccepted ? stride * DFA.SpecialRow.accept : target(after: UInt16(number))
        }
    }

    /// Lists the members that consume a code point, including those that pending ones lead to.
    ///
    /// - Returns: True if the end of the pattern is reached.
    private mutating func decide(
        _ members: [UInt32],
        _ flags: UInt32,
        isAtEnd: Bool,
        nextIsWord: Bool,
        into decided: inout [UInt32]
    ) -> Bool {
        let decision = PendingDecision(
            isAtEnd: isAtEnd,
            isWordBoundary: (flags & StateFlags.afterWord != 0) != nextIsWord
        )
        let atStart = flags & StateFlags.atStart != 0
        var isAccepted = false
        for member in members + restart {
            if close(member, atStart: atStart, decided: decision, into: &decided) {
                isAccepted = true
            }
        }
        return isAccepted
    }

    /// Sorts members into buckets by the classes that they accept.
    private mutating func sort(_ members: [UInt32]) {
        buckets.removeAll()
        for member in members {
            let instruction = nfa.code[Int(member)]
            switch instruction.operation {
            case .one:
                buckets.add(member, to: UInt16(instruction.argument))
                work += 1
            case .many:
                let classes = nfa.alphabet.classes(ofSet: Int(instruction.argument))
                for number in classes { buckets.add(member, to: number) }
                work += classes.count
            default:
                break
            }
        }
    }

    /// The row that the members in a bucket lead to, which may be new.
    private mutating func target(after number: UInt16) -> UInt32 {
        if collectTargets(of: number) { return stride * DFA.SpecialRow.accept }
        if targets.isEmpty, restart.isEmpty { return stride * DFA.SpecialRow.dead }
        let knowsWhatWasBefore =
            isWordClass[Int(number)] && (restartIsPending || targets.contains(where: isPending))
        let flags = knowsWhatWasBefore ? StateFlags.afterWord : 0
        return stride * (UInt32(states.intern(targets, flags: flags)) + DFA.SpecialRow.count)
    }

    /// Collects, in order, the targets of the members in a bucket, except those that every state
    /// has.
    ///
    /// - Returns: True if the end of the pattern is reached.
    private mutating func collectTargets(of number: UInt16) -> Bool {
        targets.removeAll(keepingCapacity: true)
        round += 1
        for target in restartTargets[Int(number)] {
            if target == Self.accepted { return true }
            met[Int(target)] = round
            targets.append(target)
        }
        var index = buckets.last(of: number)
        while let entry = buckets.entry(at: index) {
            index = entry.previous
            let start = Int(closureStarts[Int(entry.member)])
            let end = Int(closureStarts[Int(entry.member) + 1])
            for closure in start..<end {
                let target = closures[closure]
                if target == Self.accepted { return true }
                if met[Int(target)] == round || isRestart[Int(target)] { continue }
                met[Int(target)] = round
                targets.append(target)
            }
        }
        work += targets.count + 1
        if targets.count > 1 { targets.sort() }
        return false
    }
}
