/// Memory that lives as long as its program: small tables share one piece, since most schemas are
/// small and every allocation counts when they are compiled.
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

    /// Copies elements that hold no references.
    func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
        let bytes = elements.count * MemoryLayout<Element>.stride
        let copy = take(bytes).bindMemory(to: Element.self, capacity: elements.count)
        elements.withUnsafeBufferPointer { elements in
            if let start = elements.baseAddress {
                copy.initialize(from: start, count: elements.count)
            }
        }
        return UnsafePointer(copy)
    }

    /// Copies elements that may hold references, and releases them with the program.
    func keep<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
        let count = elements.count
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(1, count))
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
            // What has a piece of its own leaves the rest of the last one to those after it.
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
