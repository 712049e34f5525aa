/** The language as JSON Schema, for editors that complete and check while one writes. */
import { fieldsSchema } from './form/collections.ts';
import type { JsonSchema } from './form/form.ts';
import { definitions, plan } from './language.ts';

/** Draft 07, which the YAML language server knows best. What it cannot say (names that must exist) it does not. */
export function planSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A plan of Cordboard',
    ...fieldsSchema(plan),
    definitions: Object.fromEntries(Object.entries(definitions).map(([name, form]) => [name, form.schema])),
  };
}
