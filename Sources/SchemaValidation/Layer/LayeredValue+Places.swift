package import ConfigDocument

extension LayeredValue {
    /// A value whose positions are those in another document, if it exists there, else that of the
    /// nearest enclosing value.
    package init(_ cursor: Cursor, placedAs original: Cursor) {
        self.init(
            cursor,
            cursor.kind == original.kind ? original : nil,
            .file(original.document.name, original.position)
        )
    }

    /// - Parameter original: the original value; nil for a new one.
    package init(_ cursor: Cursor, _ original: Cursor?, _ around: ConfigOrigin) {
        let place = original.map { ConfigOrigin.file($0.document.name, $0.position) } ?? around
        guard cursor.isObject else {
            let cursorOfArray = original?.isArray == true ? original : nil
            self.init(.whole(DocumentValue(cursor), cursorOfArray), .known(place))
            isUnwritten = cursor.isNull && original?.isUnwritten == true
            return
        }
        let members = cursor.members.map { key, value in
            (key: key.text, value: LayeredValue(value, original?[key.text], place))
        }
        self.init(.object(members), .known(place))
    }
}
