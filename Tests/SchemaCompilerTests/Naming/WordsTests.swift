import Testing

@testable import SchemaCompiler
@testable import SchemaTools

@Suite struct WordsTests {
    @Test(arguments: [
        ("port", "port", "Port"),
        ("http_port", "httpPort", "HTTPPort"),
        ("baseUrl", "baseURL", "BaseURL"),
        ("user-id", "userID", "UserID"),
        ("userIds", "userIDs", "UserIDs"),
        ("URLs", "urls", "URLs"),
        ("XMLParser", "xmlParser", "XMLParser"),
        ("COMPLETION_SIGNAL", "completionSignal", "CompletionSignal"),
        ("macOS", "macOS", "MacOS"),
        ("2fa", "_2fa", "_2fa"),
        ("ipv4Address", "ipv4Address", "IPv4Address"),
        ("github_oauth2", "githubOAuth2", "GitHubOAuth2"),
        ("größe", "größe", "Größe"),
        ("a.b/c d", "aBCD", "ABCD"),
        ("\u{202E}evil\u{200B}name", "evilName", "EvilName"),
        ("`; run()", "run", "Run"),
        ("", "", ""),
        ("$", "", ""),
    ])
    func areCasedAsTheGuidelinesSay(text: String, lower: String, upper: String) {
        #expect(Words(text).lowerCamel == lower)
        #expect(Words(text).upperCamel == upper)
    }

    @Test(arguments: [
        ("services", "Service"), ("dependencies", "Dependency"), ("classes", "Class"),
        ("boxes", "Box"),
        ("addresses", "Address"), ("aliases", "Alias"), ("children", "Child"),
        ("user_ids", "UserID"),
        ("caches", "Cache"), ("indices", "Index"), ("sizes", "Size"), ("apis", "API"),
        ("axes", "Axis"), ("menus", "Menu"), ("quizzes", "Quiz"), ("shelves", "Shelf"),
        ("heroes", "Hero"), ("parentheses", "Parenthesis"), ("bonuses", "Bonus"),
    ])
    func knowTheSingularOfPlurals(plural: String, singular: String) {
        #expect(Words(plural).singular?.upperCamel == singular)
    }

    @Test(arguments: [
        ("child", "children"), ("status", "statuses"), ("policy", "policies"), ("key", "keys"),
        ("axis", "axes"), ("box", "boxes"), ("ports", "ports"),
    ])
    func knowThePlural(singular: String, plural: String) {
        #expect(Words(singular).plural.lowerCamel == plural)
    }

    @Test(arguments: [
        "status", "address", "analysis", "dns", "settings", "list", "s3", "lens", "cors", "macOS",
        "bias",
    ])
    func leaveOthersAlone(word: String) {
        #expect(Words(word).singular == nil)
    }
}
