import TypedConfig

extension PoolConfig: ConfigChecked {
    /// A rule beyond the schema: many connections require a database that authenticates its clients.
    public func check(_ report: inout ConfigCheck<PoolConfig>) {
        if size > 50, password == nil {
            report.refuse(
                "size is \(size); more than 50 connections need a password",
                at: \.size,
                suggestion: "set password"
            )
        }
    }
}
