import ArgumentParser
import ConfigDocument
import ConfigFiles
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A new directory that only this user can read.
struct PrivateDirectory {
    let path: String

    /// - Parameter purpose: what it is for, in the message of an error.
    init(for purpose: String) throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let place = parent.isEmpty ? "/tmp" : parent
        var template = Array("\(place)/configctl.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            let reason = SystemFault.text(of: errno)
            throw ValidationError("No \(purpose) can be made in \(shownName(place)): \(reason).")
        }
        path = template.withUnsafeBufferPointer { bytes in
            String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// Removes the directory, with its files and those of its subdirectories.
    func remove() { Self.remove(path) }

    private static func remove(_ directory: String) {
        guard let entries = opendir(directory) else { return }
        while let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            // Links are not followed.
            if unlink("\(directory)/\(name)") != 0 { remove("\(directory)/\(name)") }
        }
        closedir(entries)
        rmdir(directory)
    }
}
