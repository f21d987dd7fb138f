import { fieldAt, findModel, type Model } from './api-facts';
import type { TypeExpression } from './type-expression';

/** The subset of JSON Schema that we write. `foresailType` and `foresailModel` carry facts to where errors are explained. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly foresailType?: TypeExpression;
  readonly foresailModel?: string;
}

const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
/** As the API's documentation has it. A JSON text is trimmed of spaces before it is read. */
const QUANTITY = '^ *[+-]?(\\d+(\\.\\d*)?|\\.\\d+)(([KMGTPE]i)|[numkMGTPE]|[eE][+-]?\\d+)? *$';
const PERCENTAGE = '^[0-9]+%$';

/** The closed schema of a model in one minor (18 for 1.18), with all models that it needs under `$defs`. */
export function expandSchema(root: string, minor: number): JsonSchema {
  const models: Record<string, JsonSchema> = {};
  const open = [root];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (models[name]) continue;
    const model = findModel(name);
    if (!model) throw new Error(`facts.json has no model ${name}`);
    models[name] = schemaOfModel(name, model, minor, open);
  }
  return { $ref: refTo(root), $defs: models };
}

function schemaOfModel(name: string, model: Model, minor: number, needed: string[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [key, variants] of model) {
    const field = fieldAt(variants, minor);
    if (!field) continue;
    properties[key] = schemaOfType(field.type, needed);
    if (field.required) required.push(key);
  }
  return { type: 'object', properties, required, additionalProperties: false, foresailModel: name };
}

function schemaOfType(type: TypeExpression, needed: string[]): JsonSchema {
  switch (type.kind) {
    case 'model':
      needed.push(type.name);
      return { $ref: refTo(type.name) };
    case 'list':
      return { type: 'array', items: schemaOfType(type.of, needed), foresailType: type };
    case 'map':
      return { type: 'object', additionalProperties: schemaOfType(type.of, needed), foresailType: type };
    default:
      return { ...schemaOfScalar(type), foresailType: type };
  }
}

function schemaOfScalar(type: Exclude<TypeExpression, { kind: 'model' | 'list' | 'map' }>): JsonSchema {
  switch (type.kind) {
    case 'string':
    case 'boolean':
      return { type: type.kind };
    case 'time':
      // Kubernetes' own tools print an unset time as null: `creationTimestamp: null`.
      return { type: ['string', 'null'] };
    case 'int32':
      return { type: 'integer', ...INT32 };
    case 'int64':
      return { type: 'integer' };
    case 'intOrString':
      return { type: ['integer', 'string'] };
    case 'intOrPercent':
      return { type: ['integer', 'string'], pattern: PERCENTAGE };
    case 'quantity':
      return { type: ['string', 'number'], pattern: QUANTITY };
    case 'any':
      return {};
    case 'choice':
      return { type: 'string', enum: type.values };
  }
}

function refTo(model: string): string {
  return `#/$defs/${model}`;
}
