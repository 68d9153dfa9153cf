/// Words written in upper case inside a name (Swift API Design Guidelines).
enum Acronyms {
    static let all: Set<String> = [
        "acl", "ai", "ami", "api", "arn", "ascii", "aws", "cdn", "ci", "cidr", "cli", "cors", "cpu",
        "crd", "crs",
        "css", "csv", "db", "dns", "dom", "eof", "eol", "fps", "ftp", "gcp", "gid", "gpu",
        "grpc", "gui",
        "html",
        "http", "https", "ide", "iam", "id", "imap", "io", "ip", "iso", "jdk", "jpeg", "js", "json",
        "jsx",
        "jvm", "jwt", "kms", "lan", "ldap", "llm", "mcp", "mime", "ml", "mqtt", "nat", "npm", "oci",
        "oidc", "os",
        "pdf", "pid", "png", "qa", "ram", "rbac", "rgb", "rpc", "rss", "s3", "saml", "sdk", "sha",
        "smtp", "sql",
        "sqs",
        "sns", "ssd", "ssh", "ssl", "sso", "svg", "tcp", "tls", "toml", "ttl", "tty", "ui", "uid",
        "udp", "uri",
        "url",
        "urn", "usb", "utc", "utf", "uuid", "ux", "vm", "vpc", "vpn", "wan", "wsl", "xml", "yaml",
    ]

    /// Words with a capitalisation of their own.
    static let spelled: [String: String] = [
        "github": "GitHub", "gitlab": "GitLab", "graphql": "GraphQL", "ipv4": "IPv4",
        "ipv6": "IPv6",
        "javascript": "JavaScript", "mysql": "MySQL", "oauth": "OAuth", "oauth2": "OAuth2",
        "openapi": "OpenAPI", "postgresql": "PostgreSQL", "sqlite": "SQLite",
        "typescript": "TypeScript",
    ]
}
