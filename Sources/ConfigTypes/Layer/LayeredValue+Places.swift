package import ConfigDocument

extension LayeredValue {
    /// A value whose places are those that it has in another document, as far as it is there: else
    /// that of the nearest value around it.
    package init(_ cursor: Cursor, placedAs original: Cursor) {
        self.init(
            cursor,
            cursor.kind == original.kind ? original : nil,
            .file(original.document.name, original.position)
        )
    }

    /// - Parameter original: what the value was before; nil for one that is new.
    package init(_ cursor: Cursor, _ original: Cursor?, _ around: ConfigOrigin) {
        let place = original.map { ConfigOrigin.file($0.document.name, $0.position) } ?? around
        origin = place
        guard cursor.isObject else {
            content = .whole(DocumentValue(cursor), original?.isArray == true ? original : nil)
            isUnwritten = cursor.isNull && original?.isUnwritten == true
            return
        }
        content = .object(
            cursor.members.map { key, value in
                (key.text, LayeredValue(value, original?[key.text], place))
            }
        )
    }
}
