/// The output of `print`, `dump` and debuggers for values that contain others: without files,
/// variables and keys, because any of them may be secret.

extension ConfigSystem: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: ["names": names]) }
}

extension SystemSnapshot: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: ["generation": generation]) }
}

extension ConfigLayer: CustomStringConvertible, CustomReflectable {
    /// The kind and place of the layer, without its content.
    public var description: String {
        switch kind {
        case .source(let source as FolderSource):
            if source.folder is FileAlone {
                source.option.map { "file of --\($0)" } ?? "file \(source.name)"
            } else {
                "files in \(source.name)" + (source.overlay.map { ", overlay \($0)" } ?? "")
            }
        case .source(let source): source.name
        case .environment(let rules, _):
            "environment"
                + (rules.prefix.map { $0.isEmpty ? ", no prefix" : ", prefix \($0)" } ?? "")
        case .dotenv(let path, _): "variables in \(path)"
        case .arguments: "arguments"
        case .secretFiles: "secret files"
        case .provider(let name, _): "provider \(name)"
        case .override(let name, let path, _): "override of \(path) in \(name)"
        }
    }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
