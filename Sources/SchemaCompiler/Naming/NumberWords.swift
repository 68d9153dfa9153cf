/// Numbers as words, for the cases of enumerations of numbers.
enum NumberWords {
    static func name(of number: Int) -> String {
        guard number >= 0 else { return "minus" + capitalized(name(of: -max(number, -Int.max))) }
        if number < 20 { return small[number] }
        if number < 100 {
            let unit = number % 10 == 0 ? "" : capitalized(small[number % 10])
            return tens[number / 10 - 2] + unit
        }
        return "value\(number)"
    }

    private static func capitalized(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }

    private static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
}
