// An application may call its own types what it likes: generated code beside them means the runtime's.
// All golden cases are compiled in one module with these.

struct Box {}
struct ByteCount {}
struct CalendarDate {}
struct CalendarDuration {}
struct CompiledSchema {}
struct ConfigCodable {}
struct ConfigConvertible {}
struct ConfigEnum {}
struct ConfigExtras {}
struct ConfigMigration {}
struct ConfigMigrations {}
struct ConfigType {}
struct CustomStep {}
struct DateTime {}
struct DocumentObject {}
struct DocumentValue {}
struct ExactDecimal {}
struct Finding {}
struct IPv4Address {}
struct IPv6Address {}
struct Kind {}
struct Nullable {}
struct Secret {}
struct TimeOfDay {}
struct URI {}
struct UniqueID {}
struct ValueReader {}
struct ValueWriter {}
