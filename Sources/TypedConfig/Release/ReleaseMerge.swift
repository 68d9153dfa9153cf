import ConfigDocument
import DocumentEditing
package import SchemaValidation

/// The files of a release that was made from an older one, with what has been published since.
///
/// Files that one side has changed are taken from it. A file that both have changed is merged by value,
/// in the text of this side.
package struct ReleaseMerge: Sendable {
    /// The merged files, by name.
    package private(set) var files: [ReleaseFile] = []
    /// Settings and files that both sides have changed differently.
    package private(set) var conflicts: [Finding] = []

    package init(base: [ReleaseFile], mine: [ReleaseFile], theirs: [ReleaseFile]) {
        func file(_ name: String, _ files: [ReleaseFile]) -> ReleaseFile? {
            files.first { $0.name == name }
        }
        for name in Set((mine + theirs).map(\.name)).sorted() {
            let versions = (file(name, base), file(name, mine), file(name, theirs))
            if let merged = merged(name, versions.0, versions.1, versions.2) {
                files.append(merged)
            }
        }
    }

    private mutating func merged(
        _ name: String,
        _ base: ReleaseFile?,
        _ mine: ReleaseFile?,
        _ theirs: ReleaseFile?
    ) -> ReleaseFile? {
        if mine?.text == base?.text { return theirs }
        if theirs?.text == base?.text || mine?.text == theirs?.text { return mine }
        guard var mine, let base, let theirs else {
            conflicts.append(
                Finding(
                    message: "the file was changed on one side and removed or created on the other",
                    file: name
                )
            )
            return mine
        }
        do {
            let format = try DocumentFormat(path: name)
            let document = try Document(parsing: mine.text, as: format, named: name)
            let merge = ValueMerge(
                base: DocumentValue(try Document(parsing: base.text, as: format, named: name).root),
                mine: DocumentValue(document.root),
                theirs: DocumentValue(
                    try Document(parsing: theirs.text, as: format, named: name).root
                )
            )
            conflicts += merge.conflicts.map { path in
                Finding(message: "\(path.shown) was changed on both sides", file: name)
            }
            mine.text = try document.applying(merge.value).document.source
        } catch {
            conflicts.append(Finding(message: "the file cannot be merged: \(error)", file: name))
        }
        return mine
    }
}
