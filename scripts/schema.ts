import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { SCHEMA_FILE, schemaText } from './schema/config-schema.ts';

/** `npm run schema`: writes the configuration file's JSON schema anew, after a change of what the file may say. */
writeFileSync(SCHEMA_FILE, schemaText());
execFileSync('node_modules/.bin/biome', ['format', '--write', SCHEMA_FILE]);
