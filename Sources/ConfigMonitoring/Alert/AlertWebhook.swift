import ConfigDocument
import ConfigFiles
import SchemaValidation
import TypedConfig

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Posts alerts to a server, with one connection for each.
struct AlertWebhook: Sendable {
    private let host: String
    private let port: String
    private let path: String
    private let limit: Duration

    init(url: String, limit: Duration) throws(ConfigError) {
        let scheme = "http://"
        let isPlain = url.utf8.allSatisfy { 0x21...0x7E ~= $0 }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let (host, port) = Self.parts(of: authority)
        guard url.hasPrefix(scheme), isPlain, !host.isEmpty, !authority.contains("@"),
            UInt16(port) ?? 0 > 0
        else {
            throw ConfigError(
                Finding(
                    message:
                        "\(quoted(url)) cannot be posted to; a webhook is http://HOST:PORT/PATH",
                    suggestion: "for https, use a command such as curl",
                    file: "webhook"
                )
            )
        }
        (self.host, self.port) = (host, port)
        let path = rest.dropFirst(authority.count)
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
        self.limit = limit
    }

    private static func parts(of authority: Substring) -> (host: String, port: String) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            return (String(host), rest.hasPrefix(":") ? String(rest.dropFirst()) : "80")
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "80")
    }

    /// - Throws: also if the response is not 2xx.
    func post(_ update: AlertUpdate) throws(AlertHandlerFailure) {
        let socket = try connected()
        let body = JSONEmitter(indent: nil).emit(update.json)
        let shownHost = host.contains(":") ? "[\(host)]" : host
        let head = """
            POST \(path) HTTP/1.1\r
            Host: \(shownHost):\(port)\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            Connection: close\r
            \r

            """
        try send(Array(head.utf8) + body, to: socket.number)
        let status = try status(from: socket.number)
        guard 200..<300 ~= status else {
            throw AlertHandlerFailure(reason: "\(self.host):\(port) answered with \(status)")
        }
    }

    private func connected() throws(AlertHandlerFailure) -> Descriptor {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, port, &hints, &list) == 0 else {
            throw AlertHandlerFailure(reason: "\(host) is not known")
        }
        defer { freeaddrinfo(list) }
        var code = ECONNREFUSED
        var next = list
        while let address = next?.pointee {
            next = address.ai_next
            let number = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
            guard number >= 0 else { continue }
            let descriptor = Descriptor(number)
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
            setLimits(number)
            if connect(number, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            code = errno
        }
        throw AlertHandlerFailure(reason: "\(host):\(port): \(SystemFault.text(of: code))")
    }

    private func setLimits(_ number: Int32) {
        var time = timeval()
        time.tv_sec = max(1, Int(limit.components.seconds))
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        #if canImport(Darwin)
            var yes: Int32 = 1
            setsockopt(number, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    private func send(_ bytes: [UInt8], to number: Int32) throws(AlertHandlerFailure) {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                #if canImport(Darwin)
                    Darwin.send(
                        number,
                        buffer.baseAddress.map { $0 + start },
                        bytes.count - start,
                        flags
                    )
                #elseif canImport(Glibc)
                    Glibc.send(
                        number,
                        buffer.baseAddress.map { $0 + start },
                        bytes.count - start,
                        flags
                    )
                #else
                    Musl.send(
                        number,
                        buffer.baseAddress.map { $0 + start },
                        bytes.count - start,
                        flags
                    )
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw broken() }
            start += count
        }
    }

    /// The status in `HTTP/1.1 204 …`.
    private func status(from number: Int32) throws(AlertHandlerFailure) -> Int {
        var bytes: [UInt8] = []
        while bytes.count < 12 {
            var buffer = [UInt8](repeating: 0, count: 512)
            let count = buffer.withUnsafeMutableBytes { recv(number, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw broken() }
            bytes += buffer.prefix(count)
        }
        let text = String(decoding: bytes.prefix(12), as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), let status = Int(text.suffix(3)) else { throw broken() }
        return status
    }

    private func broken() -> AlertHandlerFailure {
        AlertHandlerFailure(reason: "\(host):\(port) did not answer as a web server does")
    }
}
