import JSONSchema
import Testing

@Suite struct IPAddressTests {
    @Test(arguments: [
        ("0.0.0.0", true), ("255.255.255.255", true), ("1.2.3.4", true), ("10.20.30.40", true),
        ("256.0.0.1", false), ("1.2.3.999", false), ("01.2.3.4", false), ("1.2.3.00", false),
        ("1.2.3", false), ("1.2.3.4.5", false), ("1.2.3.", false), (".1.2.3", false),
        ("1..2.3", false), ("1.2.3.4/8", false), ("1.2.3.4:80", false), ("1,2,3,4", false),
        ("0x1.2.3.4", false), ("1.2.3.-4", false), ("1.2.3.1000", false), ("１.2.3.4", false),
        ("1.2.3.٤", false), ("999999999999999999999.1.1.1", false), ("1.2.3.4\0", false),
    ])
    func acceptsDottedQuads(text: String, isValid: Bool) {
        #expect(Format.ipv4.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("::", true), ("::1", true), ("1::", true), ("1:2:3:4:5:6:7:8", true),
        ("1:2:3:4:5:6:7::", true), ("::2:3:4:5:6:7:8", true), ("1::3:4:5:6:7:8", true),
        ("1:2:3:4::6:7:8", true), ("1:2:3:4:5:6:7:8::", false), ("::1:2:3:4:5:6:7:8", false),
        ("1:2:3:4::5:6:7:8", false), ("1:2:3:4:5:6:7", false), ("1:2:3:4:5:6:7:8:9", false),
        (":", false), (":::", false), ("1:", false), (":1", false), ("1::2::3", false),
        ("1:::2", false), ("12345::", false), ("g::", false), ("ABCD:ef01::", true),
        ("::1.2.3.4", true), ("::ffff:255.255.255.255", true), ("1:2:3:4:5:6:1.2.3.4", true),
        ("1:2:3:4:5::1.2.3.4", true), ("1:2:3:4:5:6::1.2.3.4", false),
        ("1:2:3:4:5:6:7:1.2.3.4", false), ("1.2.3.4::", false), ("1.2.3.4", false),
        ("::1.2.3.4:1", false), ("::01.2.3.4", false), ("::1.2.3", false), ("::256.1.1.1", false),
        ("::12345.2.3.4", false), ("fe80::1%eth0", false), ("::1/128", false), ("[::1]", false),
        ("::1 ", false), ("1:2", false), ("::\0", false), ("：：1", false), ("::1.2.3.4.5", false),
    ])
    func acceptsColonHexWithOneElision(text: String, isValid: Bool) {
        #expect(Format.ipv6.accepts(text) == isValid)
    }

    @Test(arguments: [
        ("123e4567-e89b-12d3-a456-426614174000", true),
        ("123E4567-E89B-12D3-A456-426614174000", true),
        ("00000000-0000-0000-0000-000000000000", true),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", true),
        ("{123e4567-e89b-12d3-a456-426614174000}", false),
        ("urn:uuid:123e4567-e89b-12d3-a456-426614174000", false),
        ("123e4567e89b12d3a456426614174000", false),
        ("123e4567-e89b-12d3-a456-42661417400", false),
        ("123e4567-e89b-12d3-a456-4266141740000", false),
        ("123e456-7e89b-12d3-a456-426614174000", false),
        ("123g4567-e89b-12d3-a456-426614174000", false),
        ("123e4567–e89b–12d3–a456–426614174000", false), ("----", false),
    ])
    func acceptsUUIDs(text: String, isValid: Bool) {
        #expect(Format.uuid.accepts(text) == isValid)
    }
}
