extension Templates {
    /// The migrations from the older versions of a schema to the version of the generated type.
    static let migrations = #"""
        {{#schemas}}

        extension {{root}} {
            private static let {{name}} = {{schema}}
        }
        {{/schemas}}
        {{#hasCustom}}

        /// The custom steps on the way to the newest `{{root}}`. Write these functions in an extension;
        /// `schemac migration stub` prints their skeleton.
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

    /// The functions that an application must write, each with its open decisions.
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
            ///   - old: the document before the migration, as its own schema declares it.
            ///   - new: the document after the other steps; members that it lacks are blank until they are set.
            {{access}}static func {{name}}(_ old: {{old}}, _ new: inout {{new}}) throws {
                <#set in new what old means#>
            }
        {{/custom}}
        }

        """#
}
