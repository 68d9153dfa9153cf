@_exported public import enum ConfigDocument.DocumentFormat
// Names that `import ConfigTypes` makes available besides its own types. Scoped, so that common
// words such as `Document` stay free for the program.
@_exported public import struct ConfigDocument.DocumentObject
@_exported public import enum ConfigDocument.DocumentValue
@_exported public import enum ConfigDocument.Kind
@_exported public import enum ConfigDocument.PlaceholderStyle
@_exported public import struct ConfigDocument.ReadingOptions
@_exported public import struct ConfigDocument.SourcePosition
@_exported public import enum ConfigDocument.VariableStyle
@_exported public import enum SchemaValidation.ConfigOrigin
@_exported public import struct SchemaValidation.Finding
@_exported public import struct SchemaValidation.Timestamp
@_exported public import struct SchemaValidation.ValidationProgram
