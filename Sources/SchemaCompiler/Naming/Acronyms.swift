/// Words that are written in capitals inside a name (Swift API Design Guidelines).
enum Acronyms {
    static let all: Set<String> = [
        "acl", "ai", "ami", "api", "arn", "ascii", "aws", "cdn", "ci", "cidr", "cli", "cors", "cpu",
        "crd", "crs",
        "css", "csv", "db", "dns", "dom", "eof", "eol", "fps", "ftp", "gcp", "gid", "gpu", "gui",
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
}
