/// Makes a target of a package use the plugin by adding the same lines to Package.swift as a person
/// would.
struct ManifestEdit {
    /// The dependency on this package, such as `.package(url: "…", from: "0.1.0")`.
    var dependency: String
    var target: String

    private static let package = "swift-typed-config"

    /// The new text; nil if the manifest cannot be edited, for example because it computes its
    /// targets.
    func applied(to text: String) -> String? {
        var manifest = ManifestText(text)
        guard addPackage(to: &manifest), addToTarget(in: &manifest) else { return nil }
        addPlatform(to: &manifest)
        return manifest.text
    }

    /// Without the platform, a build on macOS targets a version older than this package supports.
    private func addPlatform(to manifest: inout ManifestText) {
        guard let arguments = manifest.call("Package")?.arguments,
            !arguments.contains(where: { $0.label == "platforms" }),
            let last = arguments.last(where: { ["name", "defaultLocalization"].contains($0.label) })
        else { return }
        let indent = manifest.indent(at: last.range.lowerBound)
        manifest.insert(",\n\(indent)platforms: [.macOS(.v15)]", at: last.range.upperBound)
    }

    /// The targets of a manifest with sources of their own, except tests.
    static func targets(of text: String) -> [String] {
        let manifest = ManifestText(text)
        guard let list = argument("targets", of: "Package", in: manifest) else { return [] }
        return manifest.elements(after: list.lowerBound).compactMap { element in
            let text = manifest.text(of: element.range)
            guard text.hasPrefix(".executableTarget(") || text.hasPrefix(".target(") else {
                return nil
            }
            return name(of: element.range, in: manifest)
        }
    }

    private func addPackage(to manifest: inout ManifestText) -> Bool {
        if manifest.text.contains("\(Self.package)\"") { return true }
        if let list = Self.argument("dependencies", of: "Package", in: manifest) {
            manifest.append(dependency, toArray: list)
            return true
        }
        guard let call = manifest.call("Package"),
            let targets = call.arguments.first(where: { $0.label == "targets" })
        else { return false }
        let indent = manifest.indent(at: targets.range.lowerBound)
        manifest.insert(
            "dependencies: [\n\(indent)    \(dependency),\n\(indent)],\n\(indent)",
            at: targets.range.lowerBound
        )
        return true
    }

    private func addToTarget(in manifest: inout ManifestText) -> Bool {
        let product = ".product(name: \"TypedConfig\", package: \"\(Self.package)\")"
        let plugin = ".plugin(name: \"SchemaPlugin\", package: \"\(Self.package)\")"
        return add(plugin, to: "plugins", in: &manifest)
            && add(product, to: "dependencies", in: &manifest)
    }

    /// Adds an element to an array argument of the target. A missing argument is created after the
    /// name for `dependencies`, and at the end for `plugins`, according to the order of parameters
    /// in `Target`.
    private func add(
        _ element: String,
        to label: String,
        in manifest: inout ManifestText
    ) -> Bool {
        guard let arguments = targetArguments(in: manifest), let last = arguments.last,
            let name = arguments.first(where: { $0.label == "name" })
        else { return false }
        if let list = arguments.first(where: { $0.label == label }) {
            guard manifest.bytes[list.value.lowerBound] == UInt8(ascii: "[") else { return false }
            if manifest.text(of: list.value).contains(element) { return true }
            manifest.append(element, toArray: list.value)
            return true
        }
        let place = label == "plugins" ? last.range.upperBound : name.range.upperBound
        let start = name.range.lowerBound
        let isOnLines =
            manifest.indent(at: start).utf8.count > 0 && Self.beginsLine(start, manifest)
        let separator = isOnLines ? ",\n\(manifest.indent(at: start))" : ", "
        manifest.insert("\(separator)\(label): [\(element)]", at: place)
        return true
    }

    private static func beginsLine(_ offset: Int, _ manifest: ManifestText) -> Bool {
        let before = manifest.bytes[..<offset].reversed().prefix { $0 != UInt8(ascii: "\n") }
        return before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private func targetArguments(in manifest: ManifestText) -> [ManifestText.Argument]? {
        guard let list = Self.argument("targets", of: "Package", in: manifest) else { return nil }
        for element in manifest.elements(after: list.lowerBound)
        where Self.name(of: element.range, in: manifest) == target {
            guard let open = Self.opening(of: element.range, in: manifest) else { return nil }
            return manifest.elements(after: open)
        }
        return nil
    }

    /// The array of an argument of a call.
    private static func argument(
        _ label: String,
        of call: String,
        in manifest: ManifestText
    ) -> Range<Int>? {
        let found = manifest.call(call)?.arguments.first { $0.label == label }
        guard let value = found?.value, manifest.bytes[value.lowerBound] == UInt8(ascii: "["),
            manifest.bytes[value.upperBound - 1] == UInt8(ascii: "]")
        else { return nil }
        return value
    }

    private static func name(of element: Range<Int>, in manifest: ManifestText) -> String? {
        guard let open = opening(of: element, in: manifest),
            let name = manifest.elements(after: open).first(where: { $0.label == "name" })
        else { return nil }
        let text = manifest.text(of: name.value)
        return text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : nil
    }

    private static func opening(of element: Range<Int>, in manifest: ManifestText) -> Int? {
        manifest.bytes[element].firstIndex(of: UInt8(ascii: "("))
    }
}
