import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';

const SCHEMA = join(__dirname, '..', '..', 'docs', 'schemas', 'validate.schema.json');
const validate = new Ajv2020({ allErrors: true, strict: true, allowMatchingProperties: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

/** What the JSON Schema of the report finds wrong with a text; empty where it is as it should be. */
export function schemaErrors(text: string): readonly string[] {
  if (validate(JSON.parse(text))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
