// Names that `import ConfigTypes` exports besides its own types. Exported one by one, so that
// common words such as `Document` remain available to the application.
@_exported public import enum ConfigDocument.DocumentFormat
@_exported public import struct ConfigDocument.DocumentObject
@_exported public import struct ConfigDocument.DocumentPath
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
