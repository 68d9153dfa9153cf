import ConfigDocument

/// Merges two changes of one value if they change different settings.
struct ValueMerge {
    /// Settings that both sides have changed to different values.
    private(set) var conflicts: [[String]] = []
    private(set) var value: DocumentValue = .null

    /// - Parameters:
    ///   - base: the common ancestor.
    ///   - mine: the value that wins a conflict.
    init(base: DocumentValue, mine: DocumentValue, theirs: DocumentValue) {
        value = merged(.some(base), .some(mine), .some(theirs), at: []) ?? .null
    }

    private mutating func merged(
        _ base: DocumentValue?,
        _ mine: DocumentValue?,
        _ theirs: DocumentValue?,
        at path: [String]
    ) -> DocumentValue? {
        if mine == base { return theirs }
        if theirs == base || mine == theirs { return mine }
        switch (mine, theirs) {
        case (.object(let mine)?, .object(let theirs)?):
            let base = base?.object ?? DocumentObject()
            var result = DocumentObject()
            let added = mine.members.filter { theirs[$0.key] == nil }.map(\.key)
            for key in theirs.keys + added {
                result[key] = merged(base[key], mine[key], theirs[key], at: path + [key])
            }
            return .object(result)
        case (.array(let mine)?, .array(let theirs)?):
            guard let base = base?.array, base.count == mine.count, base.count == theirs.count
            else { break }
            return .array(
                base.indices.map { index in
                    let merged = merged(
                        .some(base[index]),
                        .some(mine[index]),
                        .some(theirs[index]),
                        at: path + ["\(index)"]
                    )
                    return merged ?? .null
                }
            )
        default: break
        }
        conflicts.append(path)
        return mine
    }
}
