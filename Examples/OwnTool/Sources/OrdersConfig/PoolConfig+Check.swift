import TypedConfig

extension PoolConfig: ConfigChecked {
    /// What the schema cannot say: many connections are for a database that knows who asks.
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
