import ToolReports

extension Output {
    /// Prints a diff, in colour on a terminal.
    func write(_ diff: TextDiff, of file: String) {
        for line in diff.lines(named: file) {
            switch line.first {
            case "+": write(line, .green)
            case "-": write(line, .red)
            default: write(line)
            }
        }
    }
}
