import { toJsonSchema } from '@valibot/to-json-schema';
import { PolicyFileSchema } from '../../shared/audit/policy-file.ts';

export const POLICY_SCHEMA_FILE = 'corscope.policy.schema.json';

/** The JSON schema of a policy file, made of the one that `corscope audit` reads the file with. */
export function policySchemaText(): string {
  return `${JSON.stringify(toJsonSchema(PolicyFileSchema, { typeMode: 'input' }), null, 2)}\n`;
}
