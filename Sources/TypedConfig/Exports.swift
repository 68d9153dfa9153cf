@_exported public import struct ConfigDocument.ConfigObject
// What a program that says `import TypedConfig` may name besides the runtime's own types. Scoped,
// so that common words such as `Document` stay free for the program.
@_exported public import enum ConfigDocument.ConfigValue
@_exported public import enum ConfigDocument.DocumentFormat
@_exported public import enum ConfigDocument.Kind
@_exported public import struct ConfigDocument.ReadingOptions
@_exported public import struct ConfigDocument.SourcePosition
@_exported public import struct SchemaValidation.Finding
@_exported public import struct SchemaValidation.ValidationProgram
