#if Fleet
    import ConfigTypes
    import NIOSSL
    import SchemaValidation

    extension EtcdCertificates {
        /// What TLS needs, read from the files.
        ///
        /// - Throws: if a file cannot be used.
        func configuration() throws(ConfigError) -> TLSConfiguration {
            var tls = TLSConfiguration.makeClientConfiguration()
            if let authority {
                tls.trustRoots = .certificates(try Self.certificates(in: authority))
            }
            switch (certificate, key) {
            case (nil, nil): break
            case (let certificate?, nil):
                throw Self.fault(
                    certificate,
                    "the certificate needs its private key; pass the file of the key, too"
                )
            case (nil, let key?):
                throw Self.fault(
                    key,
                    "the private key needs its certificate; pass the file of the certificate, too"
                )
            case (let certificate?, let key?):
                tls.certificateChain = try Self.certificates(in: certificate).map {
                    .certificate($0)
                }
                do {
                    tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
                } catch {
                    throw Self.fault(key, "there is no private key in the PEM format")
                }
                do { _ = try NIOSSLContext(configuration: tls) } catch {
                    throw Self.fault(key, "this is not the private key of \(certificate)")
                }
            }
            return tls
        }

        private static func certificates(
            in path: String
        ) throws(ConfigError) -> [NIOSSLCertificate] {
            if let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty {
                return certificates
            }
            throw fault(path, "there is no certificate in the PEM format")
        }

        private static func fault(_ path: String, _ reason: String) -> ConfigError {
            ConfigError(Finding(message: reason, file: path))
        }
    }
#endif
