extension OrdersConfig {
    /// One line for the log.
    public var summary: String {
        "\(greeting); at most \(limit) orders, payments within \(patience) ms"
    }
}
