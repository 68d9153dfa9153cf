import Foundation
import Testing

/// Numbers from documents, schemas and files of this package enter on the pages below. Where
/// arithmetic could overflow, a comment that begins with `Bound:` states the reason that it does
/// not. It applies to its line or, on a line of its own, to the lines below it: up to the next
/// empty one or the end of the block.
/// or to the end of the block.
struct UncheckedArithmeticTests {
    private static let pages = [
        "ConfigDocument/TOML/TOMLParser+Date.swift",
        "ConfigDocument/TOML/TOMLParser+Number.swift",
        "ConfigDocument/Value/Decimal.swift",
        "ConfigDocument/Value/LongRemainder.swift",
        "ConfigDocument/Value/Number.swift",
        "ConfigDocument/Value/NumberText.swift",
        "ConfigDocument/Value/PowerOfTen.swift",
        "ConfigMonitoring/Alert/AlertBook.swift",
        "ConfigMonitoring/Audit/AuditFolder.swift",
        "ConfigMonitoring/Audit/AuditTrail+Reading.swift",
        "ConfigMonitoring/Audit/AuditTrail.swift",
        "ConfigTypes/GeneratedCode/ValueReader+Quantity.swift",
        "ConfigTypes/GeneratedCode/Number/ByteCount.swift",
        "ConfigTypes/GeneratedCode/Number/ConfigQuantity.swift",
        "ConfigTypes/GeneratedCode/Number/Duration+Quantity.swift",
        "ConfigTypes/GeneratedCode/Number/ExactDecimal.swift",
        "ConfigTypes/GeneratedCode/Text/CalendarDate.swift",
        "ConfigTypes/GeneratedCode/Text/CalendarDuration.swift",
        "ConfigTypes/GeneratedCode/Text/DateTime.swift",
        "ConfigTypes/GeneratedCode/Text/IPAddress.swift",
        "ConfigTypes/GeneratedCode/Text/TimeOfDay.swift",
        "ConfigVersioning/Disk/MigrationJournal.swift",
        "JSONSchema/Compile/CountDraft.swift",
        "JSONSchema/Compile/HeldTypes.swift",
        "JSONSchema/Compile/RangeDraft.swift",
        "JSONSchema/Keywords/Counts.swift",
        "JSONSchema/Keywords/MultipleOf.swift",
        "JSONSchema/Keywords/NumberBounds.swift",
        "LimitOptions/LimitOptions.swift",
        "MigrationSteps/Step/MigrationStep+Coding.swift",
        "MigrationSteps/Step/UnitFactor.swift",
        "MigrationSteps/Version/SchemaChecksum.swift",
        "MigrationSteps/Version/SemanticVersion.swift",
        "SchemaCompiler/Analyse/Analyser+Scalars.swift",
        "SchemaCompiler/Model/NumberTypes.swift",
        "SchemaSamples/SampleText.swift",
        "SchemaTools/Diff/SchemaComparer+Arrays.swift",
        "SchemaTools/Diff/SchemaComparer+Scalars.swift",
        "SchemaTools/Diff/SchemaComparer+Units.swift",
        "TypedConfig/Source/DotenvFile.swift",
        "SchemaValidation/Number/HeldDouble.swift",
        "SchemaValidation/Number/NumberType.swift",
        "SchemaValidation/Number/QuantityUnit.swift",
        "SchemaValidation/Number/ScaledNumber.swift",
        "SchemaValidation/Program/Limit.swift",
        "TypedConfig/Cache/CompressedDocument.swift",
        "TypedConfig/Release/ReleaseManifest+Coding.swift",
        "TypedConfig/Release/ReleaseStore.swift",
        "TypedConfig/Reload/ReloadSchedule.swift",
        "TypedConfigTesting/MigrationVerification.swift",
    ]

    @Test(arguments: pages)
    func saysWhyNothingOverflows(page: String) throws {
        let text = try String(contentsOf: Self.sources.appending(path: page), encoding: .utf8)
        for (number, line) in SourceLines(text).uncovered where Self.isUnchecked(line) {
            Issue.record("\(page):\(number): unchecked and without a bound: \(line)")
        }
    }

    /// Converting a `Double` beyond the range of `Int` stops the process.
    @Test func convertsNoDoubleOnTrust() throws {
        let conversion =
            /\bInt\((?:\$0\.value|value|number|rounded|scaled|[^()"]*[dD]ouble[^()"]*|.*\.rounded\(.*)\)/
        for module in [
            "ConfigFiles", "ConfigMonitoring", "ConfigSchemas", "ConfigTypes", "ConfigVersioning",
            "MigrationSteps", "SchemaCompiler", "SchemaSamples", "SchemaTools", "TypedConfig",
            "configctl",
        ] {
            for (page, text) in try Self.texts(of: module) {
                for (number, line) in SourceLines(text).uncovered
                where line.contains(conversion) && !line.contains("Int(exactly:") {
                    Issue.record("\(page):\(number): converted without a bound: \(line)")
                }
            }
        }
    }

    /// Pages that read numbers from a document or schema must be listed.
    @Test func listsThePagesOnWhichNumbersComeIn() throws {
        let known = Set(Self.pages)
        for module in [
            "ConfigSchemas", "ConfigTypes", "ConfigVersioning", "JSONSchema", "MigrationSteps",
            "SchemaCompiler", "SchemaTools", "SchemaValidation", "TypedConfig",
        ] {
            for (page, text) in try Self.texts(of: module) where !known.contains(page) {
                for (number, line) in SourceLines(text).uncovered
                where line.contains(/\?\.(?:int|double)\b/) {
                    Issue.record("\(page):\(number): a number comes in: \(line)")
                }
            }
        }
    }

    private static let sources = URL(filePath: #filePath).appending(path: "../../../../Sources")
        .standardizedFileURL

    private static func texts(of module: String) throws -> [(page: String, text: String)] {
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: sources.appending(path: module).path
        )
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let page = "\(module)/\(name)"
            return (page, try String(contentsOf: sources.appending(path: page), encoding: .utf8))
        }
    }

    private static func isUnchecked(_ line: String) -> Bool {
        let line = line.replacing(/\b[\d_.]+\)? (?:<<|\*|\+|-) [\d_]+\b/, with: "0")  // constants
            .replacing(/(["\]]) \+ |\+=? (["\[])|^\+ \(.*\?\? ""\)$/, with: "")  // texts and arrays
        return line.contains(/[\w)\]] [-+*] |^[-+*] |<<|[-+*]= |&[-+*]/)
            || line.contains(/[\s(\[,:]-[A-Za-z(]|\babs\(|\.distance\(|advanced\(by:/)
            || line.contains(
                /\bU?Int(?:8|16|32|64|128)?\((?!ascii|exactly|bitPattern|truncatingIfNeeded|clamping)/
            )
    }
}

/// The lines of a page that no `Bound:` covers, without comments and string literals.
private struct SourceLines {
    private(set) var uncovered: [(number: Int, line: String)] = []

    init(_ text: String) {
        var cover: Int?
        var isInText = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line.ranges(of: "\"\"\"").count == 1 { isInText.toggle() }
            guard !isInText else { continue }
            let indent = line.prefix { $0 == " " }.count
            let parts = line.replacing(/"(?:\\.|[^"\\])*"/, with: "\"\"").split(
                separator: "//",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let code = parts[0].trimmingCharacters(in: .whitespaces)
            let says = line.contains("// Bound:")
            if line.isEmpty || indent < cover ?? 0 { cover = nil }
            if says, code.isEmpty { cover = indent }
            if cover == nil, !says, !code.isEmpty { uncovered.append((index + 1, code)) }
        }
    }
}
