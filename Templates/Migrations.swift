extension Templates {
    /// What leads from the older versions of a schema to the one that the type is generated for.
    static let migrations = #"""
        {{#schemas}}

        extension {{root}} {
            private static let {{name}} = {{schema}}
        }
        {{/schemas}}
        {{#hasCustom}}

        /// What only the application can decide on the way to the newest `{{root}}`. Write these functions
        /// in an extension of it; `schemac migration stub` writes their skeleton.
        {{access}}protocol {{root}}Migrations {
        {{#custom}}
        {{#docs}}
            /// {{.}}
        {{/docs}}
            static func {{name}}(_ old: {{old}}, _ new: inout {{new}}) throws
        {{/custom}}
        }

        extension {{root}}: {{root}}Migrations {}
        {{/hasCustom}}

        extension {{root}} {
            {{access}}static let migrations = ConfigVersioning.ConfigMigrations(
                versions: [
                    {{#versions}}
                    ConfigVersioning.ConfigMigrations.Version({{schema}}, at: {{place}}){{^isOneVersion}},{{/isOneVersion}}
                    {{/versions}}
                ],
                steps: [
                    {{#migrations}}
                    ConfigVersioning.ConfigMigration(
                        from: {{from}},
                        to: {{to}},
                        steps: [
                            {{#steps}}
                            {{.}}{{^isOneStep}},{{/isOneStep}}
                            {{/steps}}
                        ],
                        custom: {{custom}}
                    ){{^isOneMigration}},{{/isOneMigration}}
                    {{/migrations}}
                ]
            )
        }

        """#

    /// The functions that an application has to write, each with what is left to do.
    static let migrationStub = #"""
        // Written by schemac migration stub. It does not compile until every <#placeholder#> is filled in.
        import ConfigTypes

        extension {{root}} {
        {{#custom}}
            {{#docs}}
            /// {{.}}
            {{/docs}}
            ///
            /// - Parameters:
            ///   - old: the document as it was, by its own schema.
            ///   - new: the document after the other steps. What it lacks is blank until it is set.
            {{access}}static func {{name}}(_ old: {{old}}, _ new: inout {{new}}) throws {
                <#set in new what old means#>
            }
        {{/custom}}
        }

        """#
}
