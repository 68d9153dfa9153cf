extension TypeRef {
    /// The type inside an array, a set, a map, a secret or an optional.
    var inner: TypeRef? {
        switch self {
        case .array(let inner), .set(let inner), .map(let inner), .secret(let inner),
            .optional(let inner), .nullable(let inner):
            inner
        default: nil
        }
    }

    /// The same wrapper around another type.
    func replacingInner(_ transform: (TypeRef) -> TypeRef) -> TypeRef {
        switch self {
        case .array(let inner): .array(transform(inner))
        case .set(let inner): .set(transform(inner))
        case .map(let inner): .map(transform(inner))
        case .secret(let inner): .secret(transform(inner))
        case .optional(let inner): .optional(transform(inner))
        case .nullable(let inner): .nullable(transform(inner))
        default: self
        }
    }

    /// The declared type that this type is or contains.
    var declaration: TypeID? {
        if case .named(let id) = self { return id }
        return inner?.declaration
    }

    /// True if it is `DocumentValue`, which can represent null itself.
    var isValue: Bool { if case .value = withoutSecret { true } else { false } }

    var isQuantity: Bool { if case .quantity = self { true } else { false } }

    var withoutSecret: TypeRef { if case .secret(let inner) = self { inner } else { self } }

    /// True if the type consists of declared or custom types, or of secrets, which show their content
    /// in their own way.
    var isDeclared: Bool {
        switch self {
        case .secret, .named, .custom: true
        case .optional(let inner), .nullable(let inner), .array(let inner), .set(let inner),
            .map(let inner):
            inner.isDeclared
        default: false
        }
    }

    /// The type as a secret. Absence and null are preserved outside, because they are not secret.
    var asSecret: TypeRef {
        switch self {
        case .optional(let inner): .optional(inner.asSecret)
        case .nullable(let inner): .nullable(inner.asSecret)
        case .secret: self
        default: .secret(self)
        }
    }
}
