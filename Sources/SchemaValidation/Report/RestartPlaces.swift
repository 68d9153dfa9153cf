package import ConfigDocument
import ECMARegex

/// The settings of a schema whose changes take effect only after a restart, by `x-reload`.
package struct RestartPlaces: Sendable {
    private let program: ProgramStorage
    private let budget: ValidationProgram.Budget

    /// Nil for a program without such settings.
    fileprivate init?(_ program: ProgramStorage, _ budget: ValidationProgram.Budget) {
        guard program.tables.code.contains(where: \.needsRestart) else { return nil }
        self.program = program
        self.budget = budget
    }

    /// True if a change of the value at a path needs a restart: the schema marks it, a container of
    /// it, or a part of one of its values.
    package func contains(_ path: DocumentPath, values: [DocumentValue]) -> Bool {
        var blocks = [program.tables.entryPoints[0]]
        for step in path {
            if isMarked(blocks) { return true }
            blocks = inner(step, of: blocks)
        }
        return isMarked(blocks) || values.contains { holds($0, blocks) }
    }

    private func holds(_ value: DocumentValue, _ blocks: [UInt32]) -> Bool {
        var pending = [(value, blocks)]
        while let (value, blocks) = pending.popLast() {
            if blocks.isEmpty { continue }
            if isMarked(blocks) { return true }
            switch value {
            case .object(let object):
                pending += object.members.map { ($0.value, inner(.key($0.key), of: blocks)) }
            case .array(let elements):
                pending += elements.enumerated().map { ($1, inner(.index($0), of: blocks)) }
            default: break
            }
        }
        return false
    }

    private func isMarked(_ blocks: [UInt32]) -> Bool {
        program.tables.closure(of: blocks).contains {
            program.tables.instructions(of: $0).contains(where: \.needsRestart)
        }
    }

    /// The schemas of a member or an element.
    private func inner(_ step: DocumentPath.Step, of blocks: [UInt32]) -> [UInt32] {
        let tables = program.tables
        var found: [UInt32] = []
        for instruction in tables.closure(of: blocks).flatMap(tables.instructions) {
            let (a, b) = (instruction.a, instruction.b)
            switch instruction.operation {
            case .object: found += members(step.token, tables.objects[Int(a)])
            case .prefixItems:
                guard let position = step.position, position < Int(b) else { break }
                found.append(tables.branches[Int(a) + position].block)
            case .items:
                guard let position = step.position, position >= Int(b) else { break }
                found.append(a)
            case .unevaluatedProperties, .unevaluatedItems: found.append(b)
            default: break
            }
        }
        return found
    }

    private func members(_ key: String, _ table: ObjectTable) -> [UInt32] {
        let tables = program.tables
        let own = program.slot(of: key, in: table).map { tables.slots[$0] }
        var found = own.flatMap { $0.isProperty ? $0.block : nil }.map { [$0] } ?? []
        var steps = budget.maxPatternSteps
        for slot in tables.patternSlots[
            Int(table.patterns)..<Int(table.patterns + table.patternCount)
        ] {
            var key = key
            let matches = key.withUTF8 {
                program.view.matches(slot.pattern, UnsafeRawBufferPointer($0), within: &steps)
            }
            if matches ?? true { found.append(slot.block) }
        }
        return found.isEmpty && table.hasAdditional ? [table.additional] : found
    }
}

extension ValidationProgram {
    /// The settings whose changes need a restart; nil for a schema without any.
    package var restarts: RestartPlaces? { RestartPlaces(storage, budget) }
}

extension Instruction {
    fileprivate var needsRestart: Bool {
        operation == .annotation && b == UInt32(AnnotationKind.restart.rawValue)
    }
}
