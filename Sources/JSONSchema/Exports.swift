// Clients that compile schemas need the resulting programs.
@_exported public import SchemaValidation
