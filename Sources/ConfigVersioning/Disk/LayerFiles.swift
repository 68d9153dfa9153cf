import ConfigDocument
import ConfigFiles
import ConfigTypes
import TypedConfig

/// The files of a folder that are put over the file of a configuration: those of its stages, and
/// those in `conf.d`. Together with it they are one document, of one version.
struct LayerFiles {
    /// The stages that have a file, in alphabetical order.
    private(set) var stages: [String] = []
    /// The names of the files in the order in which they are put over each other, those in `conf.d`
    /// with their folder.
    private(set) var parts: [String] = []

    /// - Parameter known: the configurations that there are: `http.admin` may be one of its own.
    init(
        of name: String,
        in source: any ConfigFolder,
        known: [String]
    ) throws(ConfigError) {
        let others = known.filter { $0.hasPrefix(name + ".") }
        for file in try source.fileNames() {
            guard let stem = configName(ofFile: file), stem.hasPrefix(name + "."),
                !others.contains(where: { stem == $0 || stem.hasPrefix($0 + ".") })
            else { continue }
            let stage = String(stem.dropFirst(name.count + 1))
            if stages.last != stage { stages.append(stage) }
            parts.append(file)
        }
        guard let fragments = source.folder(fragmentFolder) else { return }
        for file in try fragments.fileNames() where isFragment(file, of: name) {
            parts.append("\(fragmentFolder)/\(file)")
        }
    }

    /// Whether a file is the configuration's own, or is put over it.
    static func isFile(_ file: String, of name: String) -> Bool {
        let folder = fragmentFolder + "/"
        if file.hasPrefix(folder) {
            return isFragment(String(file.dropFirst(folder.count)), of: name)
        }
        guard let stem = configName(ofFile: file) else { return false }
        return stem == name || stem.hasPrefix(name + ".")
    }
}
