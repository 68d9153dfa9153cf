import JSONSchema

/// Determines which types are stored inside others, and resolves cycles: unions become indirect,
/// properties are boxed, and every type gets a finite blank value.
struct Containment {
    private var types: [TypeDeclaration]

    private init(_ types: [TypeDeclaration]) { self.types = types }

    /// The types, modified so that no value contains itself infinitely.
    static func finite(_ types: [TypeDeclaration]) -> [TypeDeclaration] {
        var containment = Containment(types)
        containment.breakCycles()
        return containment.types
    }

    private mutating func breakCycles() {
        for id in unionsInCircles() {
            guard case .union(var union) = types[id].body else { continue }
            union.isIndirect = true
            types[id].body = .union(union)
        }
        let edges = Dictionary(grouping: backEdges(), by: \.from)
        for (id, parts) in edges { box(parts, of: id) }
        boxWhatIsLarge()
        giveBlanks()
    }

    private struct Edge {
        var from: TypeID
        var position: Int
        var to: TypeID
    }

    private func edges(of id: TypeID, throughIndirect: Bool) -> [Edge] {
        switch types[id].body {
        case .structure(let structure):
            structure.properties.enumerated().compactMap { position, property in
                property.isBoxed
                    ? nil : property.type.inline.map { Edge(from: id, position: position, to: $0) }
            }
        case .tuple(let tuple):
            tuple.elements.enumerated().compactMap { position, element in
                element.isBoxed
                    ? nil : element.type.inline.map { Edge(from: id, position: position, to: $0) }
            }
        case .union(let union):
            union.isIndirect && !throughIndirect
                ? []
                : union.alternatives.enumerated().compactMap { position, alternative in
                    alternative.type.inline.map { Edge(from: id, position: position, to: $0) }
                }
        case .wrapper, .enumeration, .namespace: []
        }
    }

    // MARK: Circles

    /// The unions that contain themselves.
    private func unionsInCircles() -> [TypeID] {
        components(throughIndirect: true).flatMap { component in
            component.filter { id in
                if case .union = types[id].body { return isInCircle(id, component) }
                return false
            }
        }
    }

    private func isInCircle(_ id: TypeID, _ component: [TypeID]) -> Bool {
        component.count > 1 || edges(of: id, throughIndirect: true).contains { $0.to == id }
    }

    /// The types that contain each other (Tarjan's strongly connected components, with an explicit
    /// stack).
    private func components(throughIndirect: Bool) -> [[TypeID]] {
        var result: [[TypeID]] = []
        var number = [Int](repeating: -1, count: types.count)
        var low = [Int](repeating: 0, count: types.count)
        var isOpen = [Bool](repeating: false, count: types.count)
        var open: [TypeID] = []
        var counter = 0
        for start in types.indices where number[start] < 0 {
            var stack: [(id: TypeID, edges: [Edge], next: Int)] = []
            func enter(_ id: TypeID) {
                number[id] = counter
                low[id] = counter
                counter += 1
                open.append(id)
                isOpen[id] = true
                stack.append((id, edges(of: id, throughIndirect: throughIndirect), 0))
            }
            enter(start)
            while let top = stack.last {
                if top.next < top.edges.count {
                    stack[stack.count - 1].next += 1
                    let target = top.edges[top.next].to
                    if number[target] < 0 {
                        enter(target)
                    } else if isOpen[target] {
                        low[top.id] = min(low[top.id], number[target])
                    }
                    continue
                }
                stack.removeLast()
                if let parent = stack.last { low[parent.id] = min(low[parent.id], low[top.id]) }
                guard low[top.id] == number[top.id] else { continue }
                var component: [TypeID] = []
                while let last = open.popLast() {
                    isOpen[last] = false
                    component.append(last)
                    if last == top.id { break }
                }
                result.append(component)
            }
        }
        return result
    }

    /// The edges that lead back to a type on the path to them.
    ///
    /// Each cycle is entered at the type made from the first schema, by document and place, so that
    /// all schemas that refer to it break it at the same edge.
    private func backEdges() -> [Edge] {
        var result: [Edge] = []
        var state = [UInt8](repeating: 0, count: types.count)
        for component in components(throughIndirect: false) {
            let members = Set(component)
            func inner(_ id: TypeID) -> [Edge] {
                edges(of: id, throughIndirect: false).filter { members.contains($0.to) }
            }
            for start in component.sorted(by: isBefore) where state[start] == 0 {
                var stack: [(id: TypeID, edges: [Edge], next: Int)] = []
                state[start] = 1
                stack.append((start, inner(start), 0))
                while let top = stack.last {
                    guard top.next < top.edges.count else {
                        state[top.id] = 2
                        stack.removeLast()
                        continue
                    }
                    stack[stack.count - 1].next += 1
                    let edge = top.edges[top.next]
                    if state[edge.to] == 1 {
                        result.append(edge)
                    } else if state[edge.to] == 0 {
                        state[edge.to] = 1
                        stack.append((edge.to, inner(edge.to), 0))
                    }
                }
            }
        }
        return result
    }

    private func isBefore(_ id: TypeID, _ other: TypeID) -> Bool {
        switch (types[id].place, types[other].place) {
        case (let place?, let second?):
            (place.file, place.index, id) < (second.file, second.index, other)
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil): id < other
        }
    }

    /// Boxes all parts of a type at once, because each change copies the type.
    private mutating func box(_ parts: [Edge], of id: TypeID) {
        switch types[id].body {
        case .structure(var structure):
            for part in parts { structure.properties[part.position].isBoxed = true }
            types[id].body = .structure(structure)
        case .tuple(var tuple):
            for part in parts { tuple.elements[part.position].isBoxed = true }
            types[id].body = .tuple(tuple)
        case .union(var union):
            union.isIndirect = true
            types[id].body = .union(union)
        case .wrapper, .enumeration, .namespace: break
        }
    }

    // MARK: Sizes

    /// The size in bytes beyond which a value endangers the stack. Types that use each other twice
    /// double their size at each level.
    private static let largest = 65_536

    /// Stores parts of large types outside of them, the largest first.
    private mutating func boxWhatIsLarge() {
        var sizes = [Int](repeating: 0, count: types.count)
        // There are no cycles left, so each type comes after those that it contains.
        for id in components(throughIndirect: false).joined() {
            sizes[id] = size(of: id, sizes)
            guard sizes[id] > Self.largest else { continue }
            box(largestParts(of: id, sizes), of: id)
            sizes[id] = size(of: id, sizes)
        }
    }

    /// The parts to be stored elsewhere so that the type is small enough.
    private func largestParts(of id: TypeID, _ sizes: [Int]) -> [Edge] {
        let parts = edges(of: id, throughIndirect: false)
            .filter { sizes[$0.to] > MemoryLayout<Int>.size }
            .sorted { (sizes[$0.to], $1.position) > (sizes[$1.to], $0.position) }
        var excess = sizes[id] - Self.largest
        return parts.prefix { part in
            defer { excess -= sizes[part.to] }
            return excess > 0
        }
    }

    /// The approximate size of a value in bytes, given the sizes of the types that it contains.
    private func size(of id: TypeID, _ sizes: [Int]) -> Int {
        let word = MemoryLayout<Int>.size
        func size(_ type: TypeRef) -> Int { type.inline.map { sizes[$0] + word } ?? 2 * word }
        switch types[id].body {
        case .structure(let structure):
            return structure.properties.reduce(4 * word) {
                $0 + ($1.isBoxed ? word : size($1.type))
            }
        case .tuple(let tuple):
            return tuple.elements.reduce(word) { $0 + ($1.isBoxed ? word : size($1.type)) }
        case .union(let union):
            if union.isIndirect { return word }
            return word + (union.alternatives.map { size($0.type) }.max() ?? 0)
        case .wrapper(let wrapper): return size(wrapper.type)
        case .enumeration, .namespace: return word
        }
    }

    // MARK: Blanks

    /// A reader creates blanks for missing values, which must be finite. Unions use a finite
    /// alternative; a required property without a finite blank becomes optional.
    private mutating func giveBlanks() {
        var ends = [Bool](repeating: false, count: types.count)
        // Types are declared before those that they contain, so that few backward passes are
        // needed.
        for _ in 0..<64 {
            var isChanged = false
            for id in types.indices.reversed() where !ends[id] && endsBlank(id, ends) {
                ends[id] = true
                isChanged = true
            }
            if !isChanged { break }
        }
        for id in types.indices {
            switch types[id].body {
            case .union(var union):
                union.fallback =
                    union.alternatives.lastIndex { $0.type.ends(ends) } ?? union.alternatives.count
                    - 1
                types[id].body = .union(union)
            case .structure(var structure) where !ends[id]:
                for index in structure.properties.indices
                where !structure.properties[index].type.ends(ends) {
                    structure.properties[index].type = .optional(structure.properties[index].type)
                    structure.properties[index].isRequired = false
                }
                types[id].body = .structure(structure)
            default: break
            }
        }
    }

    private func endsBlank(_ id: TypeID, _ ends: [Bool]) -> Bool {
        switch types[id].body {
        case .structure(let structure): structure.properties.allSatisfy { $0.type.ends(ends) }
        case .tuple(let tuple): tuple.elements.allSatisfy { !$0.isRequired || $0.type.ends(ends) }
        case .union(let union): union.alternatives.contains { $0.type.ends(ends) }
        case .enumeration, .wrapper, .namespace: true
        }
    }
}

extension TypeRef {
    /// The declared type that is stored inside the value itself.
    fileprivate var inline: TypeID? {
        switch self {
        case .named(let id): id
        case .optional(let inner), .nullable(let inner), .secret(let inner): inner.inline
        default: nil
        }
    }

    fileprivate func ends(_ known: [Bool]) -> Bool {
        if case .named(let id) = withoutSecret { return known[id] }
        return true
    }
}
