import SchemaValidation

/// The code to initialise, read and write a property.
struct PropertyAccess {
    /// A call of a reader or writer.
    struct Call {
        let method: String
        /// The unit of the number, if the property is a quantity.
        let unit: String?
    }

    /// The default of an initialiser's parameter.
    enum Initial {
        /// A required property has no default, so that it cannot be overlooked.
        case nothing
        case onlyCase(String)
        case absent
        case null
        case value(DefaultValue)
    }

    /// The default passed to the reader.
    enum Assumed {
        case nothing
        case null
        case value(DefaultValue)
        /// A nullable property passes an optional; otherwise Swift would infer a type without null.
        case optional(DefaultValue)
    }

    let property: Property
    let initial: Initial
    let reading: Call
    let writing: Call
    let assumed: Assumed
    /// True if it is read as a box, because the blank of a required property is an empty one.
    let isReadAsBox: Bool

    init(_ property: Property, in types: [TypeDeclaration]) {
        self.property = property
        initial = Initial(property, in: types)
        assumed = Assumed(property)
        isReadAsBox = property.isBoxed && property.isRequired
        writing = Call(
            method: Self.method(of: property),
            unit: property.type.quantityUnit
        )
        let keepsMisfits = property.mayMisfit && property.defaultValue == nil
        reading = keepsMisfits ? Call(method: "fittingValue", unit: nil) : writing
    }

    private static func method(of property: Property) -> String {
        let type = property.type
        if case .nullable(let inner) = type {
            return inner.isQuantity ? "nullableQuantity" : "nullable"
        }
        // A required or defaulted optional is read as a value that may be null.
        guard case .optional(let inner) = type, !property.isRequired, property.defaultValue == nil
        else {
            return type.withoutOptional.isQuantity && type.isOptional
                ? "quantityOrNull" : scalar(type) ?? "value"
        }
        guard let scalar = scalar(inner) else { return "optionalValue" }
        return "optional" + scalar.prefix(1).uppercased() + scalar.dropFirst()
    }

    private static func scalar(_ type: TypeRef) -> String? {
        switch type {
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .set: "set"
        case .quantity: "quantity"
        default: nil
        }
    }
}

extension PropertyAccess.Initial {
    fileprivate init(_ property: Property, in types: [TypeDeclaration]) {
        if property.isRequired {
            self = types.onlyCase(of: property.type).map { .onlyCase($0.name) } ?? .nothing
        } else if let value = property.defaultValue {
            self = .value(value)
        } else if case .nullable = property.type {
            self = .absent
        } else {
            self = .null
        }
    }
}

extension PropertyAccess.Assumed {
    fileprivate init(_ property: Property) {
        guard let value = property.defaultValue else {
            self = .nothing
            return
        }
        guard case .optional(let inner) = property.type, !inner.isQuantity else {
            self = .value(value)
            return
        }
        if case .none = value { self = .null } else { self = .optional(value) }
    }
}

extension TypeRef {
    fileprivate var quantityUnit: String? {
        guard case .quantity(let unit) = withoutOptional else { return nil }
        return unit.rawValue
    }
}
