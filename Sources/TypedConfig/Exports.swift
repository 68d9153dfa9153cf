// An application that loads configuration names the types that generated code is made of.
@_exported public import ConfigTypes
