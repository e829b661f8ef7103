import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { SCHEMA_FILE, schemaText } from './schema/config-schema.ts';
import { POLICY_SCHEMA_FILE, policySchemaText } from './schema/policy-schema.ts';

/** `npm run schema`: writes the files' JSON schemas anew, after a change of what they may say. */
writeFileSync(SCHEMA_FILE, schemaText());
writeFileSync(POLICY_SCHEMA_FILE, policySchemaText());
execFileSync('node_modules/.bin/biome', ['format', '--write', SCHEMA_FILE, POLICY_SCHEMA_FILE]);
