import fastjsonschema
import sweeps


def compiled(schema):
    validate = fastjsonschema.compile(schema, use_default=False)

    def accepts(document):
        try:
            validate(document)
            return True
        except fastjsonschema.JsonSchemaValueException:
            return False

    return accepts


sweeps.run(compiled)
