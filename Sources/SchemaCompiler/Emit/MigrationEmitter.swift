import ConfigDocument
import MigrationSteps

/// Prints the migrations from older versions of a schema to the newest.
struct MigrationEmitter {
    let access: AccessLevel
    let templates: TemplateSet

    func text(of migrations: SwiftMigrations) -> String {
        let rootName = migrations.rootName
        let context: [String: Any] = [
            "root": rootName, "access": access.prefix,
            "schemas": migrations.constants.map { name, schema -> [String: Any] in
                ["root": rootName, "name": name, "schema": SchemaText.text(of: schema)]
            },
            "hasCustom": !migrations.custom.isEmpty,
            "custom": migrations.custom.map(context),
            "versions": migrations.versions.map {
                ["schema": $0.schema, "place": SwiftText.literal($0.place)]
            },
            "migrations": migrations.files.map(Self.context),
            // A single element in a list has no comma, as the formatter requires.
            "isOneVersion": migrations.versions.count == 1,
            "isOneMigration": migrations.files.count == 1,
        ]
        return templates.render("Migrations", context)
    }

    /// The skeleton of the functions that an application must implement.
    func stub(of steps: [MigrationPlan.Custom], rootName: String) -> String {
        templates.render("MigrationStub", ["root": rootName, "custom": steps.map(context)])
    }

    private func context(_ step: MigrationPlan.Custom) -> [String: Any] {
        [
            "name": SwiftText.identifier(step.name),
            "docs": SwiftText.commentLines(step.documentation, width: 88),
            "old": step.old, "new": step.new, "access": access.prefix,
        ]
    }

    private static func context(_ file: MigrationFile) -> [String: Any] {
        let names = file.steps.compactMap { step -> String? in
            guard case .custom(let name) = step else { return nil }
            return
                "\(SwiftText.literal(name)): \(RuntimeName.migrations).CustomStep(\(SwiftText.identifier(name)))"
        }
        return [
            "from": SwiftText.literal(file.from.description),
            "to": SwiftText.literal(file.to.description),
            "steps": file.steps.map { SwiftText.literal(JSONEmitter.line($0.value)) },
            "isOneStep": file.steps.count == 1,
            "custom": list(of: names),
        ]
    }

    /// The custom steps by name, wrapped after `custom:` like the formatter does.
    private static func list(of steps: [String]) -> String {
        if steps.isEmpty { return "[:]" }
        let label = "custom: "
        let list = CallText.Argument("\(label)[", steps.map { CallText.Argument("\($0)") }, "]")
        return String(list.broken(indent: 16, base: 16, isFollowed: false).dropFirst(label.count))
    }
}
