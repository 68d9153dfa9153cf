import CZlib
import Foundation

/// zlib alone.
enum Zlib {
    static func size(_ data: Data, level: Int) throws -> Int {
        var count = compressBound(uLong(data.count))
        var room = [UInt8](repeating: 0, count: Int(count))
        let bytes = [UInt8](data)
        guard compress2(&room, &count, bytes, uLong(bytes.count), Int32(level)) == Z_OK else {
            throw BenchError("zlib refuses the text")
        }
        return Int(count)
    }
}
