/// A record of an exhaustive run: the schemas applied, their instructions, and the schemas that
/// those applied in turn. Kept only if the output needs it.
package struct Trace {
    package struct Node {
        package enum Event {
            /// A schema was applied through the keyword at a site; nil if its instructions belong
            /// to the enclosing schema.
            case schema(block: UInt32, site: UInt32?)
            /// The instruction at a position in the code was run.
            case instruction(position: Int)
            case problem(Problem, site: UInt32)
        }

        package var event: Event
        /// The tape index of the value or key.
        package var index: Int
        package var isValid: Bool
        package var children: [Node] = []
    }

    private var levels: [[Node]] = [[]]
    private(set) var count = 0

    /// The schema that the run started from.
    var root: Node? { levels.first?.first }

    /// Starts collecting the children of the node that `close` adds.
    mutating func open() { levels.append([]) }

    mutating func close(_ event: Node.Event, _ index: Int, isValid: Bool) {
        let children = levels.popLast() ?? []
        add(Node(event: event, index: index, isValid: isValid, children: children))
    }

    mutating func add(_ problem: Problem, _ index: Int, at site: UInt32) {
        add(Node(event: .problem(problem, site: site), index: index, isValid: false))
    }

    private mutating func add(_ node: Node) {
        count += 1
        levels[levels.count - 1].append(node)
    }
}
