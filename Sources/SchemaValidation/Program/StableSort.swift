extension Array {
    /// Sorts by a cost from the index on; elements of equal cost keep their order.
    package mutating func sortStably(from start: Int = 0, by cost: (Element) -> Int) {
        // Insertion sort, since most blocks have only a few instructions.
        guard count - start > 32 else {
            for index in indices[start...].dropFirst() {
                let element = self[index]
                var place = index
                while place > start, cost(self[place - 1]) > cost(element) {
                    self[place] = self[place - 1]
                    place -= 1
                }
                self[place] = element
            }
            return
        }
        self[start...] = ArraySlice(
            self[start...].enumerated().sorted {
                (cost($0.element), $0.offset) < (cost($1.element), $1.offset)
            }.map(\.element)
        )
    }
}
