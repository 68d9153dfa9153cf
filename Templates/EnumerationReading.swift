extension Templates {
    /// The additional members of such a type if it is the whole document.
    static let enumerationReading = #"""
        extension {{path}}: {{protocol}} {}
        """#
}
