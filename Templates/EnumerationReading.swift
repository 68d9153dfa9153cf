extension Templates {
    /// What such a type needs where it is the whole document.
    static let enumerationReading = #"""
        extension {{path}}: {{protocol}} {}
        """#
}
