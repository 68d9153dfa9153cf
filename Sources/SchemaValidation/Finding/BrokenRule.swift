/// A rule across settings that a document breaks, with the data for its message.
package struct BrokenRule: Hashable {
    package var relation: SettingRule.Relation
    /// The setting that the message is about; its value is the one that the finding is located at.
    package var setting: Part
    /// The setting that it is compared with.
    package var other: Part
    /// `uniqueBy`: the keys whose values differ together.
    package var keys: [String] = []
    /// `namesEntryOf`: the keys that there are.
    package var entries: [String] = []
    /// `requiredWhen`: the value of the other setting by which this one is required, as JSON.
    package var condition: String?
    package var reason: String?

    /// A setting, which may be missing.
    package struct Part: Hashable {
        /// The tape index of the value, or of the container that lacks it.
        package var index: Int
        /// The keys and positions that lead on from the container.
        package var missing: [String] = []
        /// The default that counts instead, as JSON.
        package var fallback: String?
        package var isSecret = false
        /// The length that counts instead of the value.
        package var length: Int?
        /// The unit of its numbers.
        package var unit: QuantityUnit?
    }
}
