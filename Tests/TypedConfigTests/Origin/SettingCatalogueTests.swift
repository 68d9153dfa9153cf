import ConfigDocument
import SchemaValidation
import Testing

@testable import ConfigFiles
@testable import ConfigTypes
@testable import TypedConfig

struct SettingCatalogueTests {
    private struct Outer: ConfigType {
        static let schema = CompiledSchema(format: .v2, name: "outer", program: "")
        var flag: Bool
        var small: UInt16
        var inner: Inner
        var maybe: Inner?
        var level: Environment
        var list: [Int]
        var password: Secret<String>
        var any: DocumentValue
        var other: Inner
        var extras = ConfigExtras()

        init(reading object: inout ValueReader) {
            flag = object.bool("flag", default: true)
            small = object.value("small", default: 7)
            inner = object.value("inner")
            maybe = object.optionalValue("maybe")
            level = object.value("level")
            list = object.value("list", default: [1])
            password = object.value("password")
            any = object.value("any")
            other = object.value("other", default: Inner(name: "x", ratio: 1, count: 2))
            extras = object.extras()
        }

        func write(to object: inout ValueWriter) {}
    }

    private struct Inner: ConfigConvertible {
        var name: String
        var ratio: Double
        var count: Int?

        init(name: String, ratio: Double, count: Int?) {
            (self.name, self.ratio, self.count) = (name, ratio, count)
        }

        init(reading object: inout ValueReader) {
            name = object.string("name")
            ratio = object.double("ratio", default: 0.5)
            count = object.optionalInt("count")
        }

        func write(to object: inout ValueWriter) {
            object.string("name", name)
            object.double("ratio", ratio)
            object.optionalInt("count", count)
        }
    }

    private let catalogue = SettingCatalogue(of: Outer.self)

    @Test func knowsAllSettingsInOrder() {
        #expect(
            catalogue.settings.map(\.name) == [
                "flag", "small", "inner", "inner.name", "inner.ratio", "inner.count", "maybe",
                "maybe.name", "maybe.ratio", "maybe.count", "level", "list", "password", "any",
                "other", "other.name", "other.ratio", "other.count",
            ]
        )
        let kinds: [String: JSONType?] = [
            "flag": .boolean, "small": .integer, "inner": nil, "inner.name": .string,
            "inner.ratio": .number, "maybe.count": .integer, "level": .string, "list": .array,
            "password": .string, "any": nil,
        ]
        for (name, kind) in kinds {
            #expect(catalogue[DocumentPath(name)]?.kind == kind, "\(name)")
        }
    }

    @Test func knowsDefaultsAndSecrets() {
        #expect(catalogue[["flag"]]?.defaultValue == true)
        #expect(catalogue[["list"]]?.defaultValue == [1])
        #expect(catalogue[["inner", "ratio"]]?.defaultValue == 0.5)
        #expect(catalogue[["level"]]?.defaultValue == nil)
        #expect(catalogue.settings.filter(\.isSecret).map(\.name) == ["password"])
    }

    @Test func keyPathsLeadToTheirSettings() {
        #expect(catalogue.setting(at: \Outer.flag)?.name == "flag")
        #expect(catalogue.setting(at: \Outer.small)?.name == "small")
        #expect(catalogue.setting(at: \Outer.inner)?.name == "inner")
        #expect(catalogue.setting(at: \Outer.inner.name)?.name == "inner.name")
        #expect(catalogue.setting(at: \Outer.inner.count)?.name == "inner.count")
        #expect(catalogue.setting(at: \Outer.maybe)?.name == "maybe")
        #expect(catalogue.setting(at: \Outer.level)?.name == "level")
        #expect(catalogue.setting(at: \Outer.list)?.name == "list")
        #expect(catalogue.setting(at: \Outer.any)?.name == "any")
        #expect(catalogue.setting(at: \Outer.other.ratio)?.name == "other.ratio")
        #expect(catalogue.setting(at: \Outer.maybe?.name)?.name == nil)
        #expect(catalogue.setting(at: \Outer.extras)?.name == nil)
    }

    @Test func typesThatContainThemselvesEnd() {
        let names = SettingCatalogue(of: Rule.self).settings.map(\.name)
        #expect(names == ["name", "otherwise", "then"])
    }

    /// If properties are stored in a different order than they are read, key paths must not return
    /// wrong settings.
    @Test func unknownLayoutsHaveNoPlaces() {
        struct Shifted: ConfigType {
            static let schema = CompiledSchema(format: .v2, name: "shifted", program: "")
            var hidden = 1
            var shown: Int
            init(reading object: inout ValueReader) { shown = object.int("shown") }
            func write(to object: inout ValueWriter) {}
        }
        let catalogue = SettingCatalogue(of: Shifted.self)
        #expect(catalogue.setting(at: \Shifted.hidden) == nil)
        #expect(catalogue.setting(at: \Shifted.shown) == nil)
    }
}

extension Setting: Equatable {
    static func == (left: Setting, right: Setting) -> Bool { left.path == right.path }
}
