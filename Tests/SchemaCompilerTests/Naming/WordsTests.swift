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
        ("caches", "Cache"), ("indices", "Index"),
    ])
    func knowTheSingularOfPlurals(plural: String, singular: String) {
        #expect(Words(plural).singular?.upperCamel == singular)
    }

    @Test(arguments: ["status", "address", "analysis", "dns", "settings", "list", "s3"])
    func leaveOthersAlone(word: String) {
        #expect(Words(word).singular == nil)
    }
}
