import { toJsonSchema } from '@valibot/to-json-schema';
import { ConfigSchema } from '../../proxy/cli/config-schema.ts';

export const SCHEMA_FILE = 'corscope.schema.json';

/** The JSON schema of `corscope.config.json`, made of the one that corscope reads the file with. */
export function schemaText(): string {
  // what a check asks for is not to be said in JSON; the patterns before it come close
  const schema = toJsonSchema(ConfigSchema, { typeMode: 'input', ignoreActions: ['check'] });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
