// Generated code uses types of ConfigTypes in its public interface, so applications need their
// names.
@_exported public import ConfigTypes
