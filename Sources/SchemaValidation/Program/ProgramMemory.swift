/// Memory that lives as long as its program. Small tables share an allocation, since most schemas
/// are small and allocations dominate the time to compile them.
final class ProgramMemory {
    private var pieces: [UnsafeMutableRawPointer] = []
    private var release: [() -> Void] = []
    private var next: UnsafeMutableRawPointer
    private var free: Int

    private static let pieceSize = 2_048
    private static let alignment = 16

    init() {
        next = .allocate(byteCount: Self.pieceSize, alignment: Self.alignment)
        free = Self.pieceSize
        pieces.append(next)
    }

    deinit {
        for release in release { release() }
        for piece in pieces { piece.deallocate() }
    }

    /// Copies trivial elements, changing each one.
    func copy<Element: BitwiseCopyable>(
        _ elements: [Element],
        changing change: (inout Element) -> Void = { _ in }
    ) -> UnsafePointer<Element> {
        map(elements) { element in
            var copy = element
            change(&copy)
            return copy
        }
    }

    /// Copies the results of transforming elements, which must be trivial.
    func map<Element, Result: BitwiseCopyable>(
        _ elements: [Element],
        _ transform: (Element) -> Result
    ) -> UnsafePointer<Result> {
        let bytes = elements.count * MemoryLayout<Result>.stride
        let results = take(bytes).bindMemory(to: Result.self, capacity: elements.count)
        for index in elements.indices {
            (results + index).initialize(to: transform(elements[index]))
        }
        return UnsafePointer(results)
    }

    /// Copies bytes, followed by zeros.
    func copy(_ bytes: [UInt8], padding: Int) -> UnsafePointer<UInt8> {
        let memory = take(bytes.count + padding)
        bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                memory.copyMemory(from: start, byteCount: bytes.count)
            }
        }
        (memory + bytes.count).initializeMemory(as: UInt8.self, repeating: 0, count: padding)
        return UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
    }

    /// Copies elements that may hold references, and releases them with the program.
    func keep<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
        let count = elements.count
        if count == 0 { return UnsafePointer(take(0).assumingMemoryBound(to: Element.self)) }
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: count)
        _ = UnsafeMutableBufferPointer(start: copy, count: count).initialize(from: elements)
        release.append {
            copy.deinitialize(count: count)
            copy.deallocate()
        }
        return UnsafePointer(copy)
    }

    private func take(_ bytes: Int) -> UnsafeMutableRawPointer {
        let size = (bytes + Self.alignment - 1) & ~(Self.alignment - 1)
        if size > free {
            let piece = UnsafeMutableRawPointer.allocate(
                byteCount: max(size, Self.pieceSize),
                alignment: Self.alignment
            )
            pieces.append(piece)
            // A table with its own allocation leaves the rest of the shared one to later tables.
            if size >= Self.pieceSize { return piece }
            (next, free) = (piece, Self.pieceSize)
        }
        defer {
            next += size
            free -= size
        }
        return next
    }
}
