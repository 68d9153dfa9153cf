/// What an exhaustive run did, as it did it: schemas that were applied, the instructions that each
/// ran, and the schemas that those applied in turn. Kept only where the output asks for it.
package struct Trace {
    package struct Node {
        package enum Event {
            /// A schema was applied by way of the keyword at a site; nil where its instructions
            /// count as those of the schema around it.
            case schema(block: UInt32, site: UInt32?)
            /// The instruction at a position in the code was run.
            case instruction(position: Int)
            case problem(Problem, site: UInt32)
        }

        package var event: Event
        /// The tape index of the value, or of a key.
        package var index: Int
        package var isValid: Bool
        package var children: [Node] = []
    }

    private var levels: [[Node]] = [[]]
    private(set) var count = 0

    /// The schema that the run started from.
    var root: Node? { levels.first?.first }

    /// What is added from here on lies inside the node that `close` makes.
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
