// Who compiles schemas uses the programs that come of them.
@_exported public import SchemaValidation
