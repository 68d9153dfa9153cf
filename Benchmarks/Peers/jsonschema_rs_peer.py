import jsonschema_rs
import sweeps

sweeps.run(lambda schema: jsonschema_rs.validator_for(schema, validate_formats=False).is_valid)
