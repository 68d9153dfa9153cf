package import ConfigDocument
package import SchemaValidation

extension ConfigType {
    /// A document in the notation of this type's writer, and the units of its strings that
    /// represent quantities.
    package static func rewritten(
        _ document: Document
    ) -> (value: DocumentValue, units: [DocumentPath: QuantityUnit]) {
        let context = ReadingContext(document, program: nil)
        var reader = ValueReader(context, index: 0)
        let value = Self(reading: &reader)
        let units = context.units.map { (document.path(to: $0), $1) }
        return (ValueWriter.write(value).value, Dictionary(uniqueKeysWithValues: units))
    }
}
