extension Operation {
    /// The order of instructions in a block: cheap ones first, and among those the ones that
    /// refuse most.
    package var cost: Int {
        switch self {
        case .reject: 0
        case .integer, .integerLiteral: 1
        case .range, .memberCount, .elementCount: 2
        case .stringEnum: 3
        case .length: 4
        case .equal: 5
        case .multipleOf: 6
        case .format: 7
        case .pattern: 8
        case .object: 10
        case .required, .dependentRequired: 11
        case .items, .prefixItems: 12
        case .call, .callResource, .dynamicCall: 14
        case .dependentSchema, .propertyNames: 15
        case .conditional: 16
        case .anyOf, .oneOf, .not: 17
        case .contains: 18
        case .uniqueItems: 19
        case .rule: 20
        case .content: 21
        case .unevaluatedItems, .unevaluatedProperties: 22
        case .annotation, .end, .endBlock: 23
        }
    }
}
