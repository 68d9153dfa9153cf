import ConfigDocument
import ConfigTypes
import Foundation
import Testing
import TypedConfig

/// Reads and writes documents with the types of the golden folders. That this target compiles is
/// the first half of the test.
@Suite struct GoldenTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static let types: [String: any ConfigTypes.ConfigType.Type] = [
        "all-of": AllOfConfig.self,
        "any-kind": AnyKindConfig.self,
        "arrays": ArraysConfig.self,
        "checks": ChecksConfig.self,
        "conditions": ConditionsConfig.self,
        "custom-types": CustomTypesConfig.self,
        "default-decimals": DefaultDecimalsConfig.self,
        "default-literals": DefaultLiteralsConfig.self,
        "defaults": DefaultsConfig.self,
        "deprecated": DeprecatedConfig.self,
        "enumerations": EnumerationsConfig.self,
        "equal-types": EqualTypesConfig.self,
        "formats": FormatsConfig.self,
        "hostile": HostileConfig.self,
        "large": LargeConfig.self,
        "maps": MapsConfig.self,
        "names": NamesConfig.self,
        "nested": NestedConfig.self,
        "nullable": NullableConfig.self,
        "options-conformances": OptionsConformancesConfig.self,
        "options-flat": AppOptionsFlatConfig.self,
        "numbers": NumbersConfig.self,
        "open-branches": OpenBranchesConfig.self,
        "quantities": QuantitiesConfig.self,
        "references/gateway": GatewayConfig.self,
        "references/relay": RelayConfig.self,
        "recursion": RecursionConfig.self,
        "root-array": RootArrayConfig.self,
        "root-map": RootMapConfig.self,
        "root-union": RootUnionConfig.self,
        "scalars": ScalarsConfig.self,
        "secret-kinds": SecretKindsConfig.self,
        "secrets": SecretsConfig.self,
        "sets": SetsConfig.self,
        "unevaluated": UnevaluatedConfig.self,
        "unions-by-kind": UnionsByKindConfig.self,
        "unions-by-match": UnionsByMatchConfig.self,
        "unions-by-tag": UnionsByTagConfig.self,
    ]

    static func documents(_ kind: String) -> [String] {
        types.keys.sorted().flatMap { name in
            let files =
                (try? FileManager.default.contentsOfDirectory(
                    atPath: folder.path + "/\(name)/\(kind)"
                )) ?? []
            return files.sorted().map { "\(name)/\(kind)/\($0)" }
        }
    }

    @Test func knowsEveryFolder() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let known = Set(Self.types.keys.map { String($0.split(separator: "/")[0]) })
        #expect(names.filter { !$0.contains(".") }.sorted() == known.sorted())
    }

    @Test(arguments: documents("valid"))
    func readsAndWritesValidDocuments(path: String) throws {
        let (type, bytes) = try load(path)
        // The folder `written` has what is written of values that have several spellings.
        let other = Self.folder.appending(path: path.replacing("/valid/", with: "/written/"))
        let written = (try? Data(contentsOf: other)).map { [UInt8]($0) } ?? bytes
        try expectRoundTrip(type, bytes, try DocumentFormat(path: path), written)
    }

    @Test(arguments: documents("invalid"))
    func refusesInvalidDocuments(path: String) throws {
        let (type, bytes) = try load(path)
        expectRefusal(type, bytes, try DocumentFormat(path: path))
    }

    private func load(_ path: String) throws -> (any ConfigTypes.ConfigType.Type, [UInt8]) {
        let name = path.split(separator: "/").dropLast(2).joined(separator: "/")
        let type = try #require(Self.types[name])
        return (type, [UInt8](try Data(contentsOf: Self.folder.appending(path: path))))
    }

    private func expectRoundTrip<T: ConfigTypes.ConfigType>(
        _: T.Type,
        _ bytes: [UInt8],
        _ format: DocumentFormat,
        _ written: [UInt8]
    ) throws {
        let value = try T(parsing: bytes, as: format)
        let before = ConfigTypes.DocumentValue(try Document(parsing: written, as: format).root)
        // TOML has no null, and no value but a table at its root.
        for written in DocumentFormat.allCases where before.reasonAgainst(written) == nil {
            let after = try Document(parsing: value.encoded(as: written), as: written)
            #expect(ConfigTypes.DocumentValue(after.root) == before)
        }
    }

    private func expectRefusal<T: ConfigTypes.ConfigType>(
        _: T.Type,
        _ bytes: [UInt8],
        _ format: DocumentFormat
    ) {
        #expect(throws: ConfigError.self) { try T(parsing: bytes, as: format) }
    }
}
