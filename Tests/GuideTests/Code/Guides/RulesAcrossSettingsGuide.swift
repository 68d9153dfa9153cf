// The code of the guide RulesAcrossSettings.md, line by line.
import TypedConfig

extension HTTPConfig: ConfigChecked {
    func check(_ report: inout ConfigCheck<HTTPConfig>) {
        if host == "0.0.0.0", logLevel == .debug {
            report.refuse(
                "logLevel is debug; a server for everybody must not log requests",
                at: \.logLevel,
                suggestion: "listen on 127.0.0.1"
            )
        }
        for name in features.keys.sorted() where name.hasPrefix("try-") {
            report.warn("\(name) is an experiment", at: \.features, inside: DocumentPath(name))
        }
    }
}
