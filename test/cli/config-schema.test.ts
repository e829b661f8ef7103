import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMA_FILE, schemaText } from '../../scripts/schema/config-schema.ts';
import { POLICY_SCHEMA_FILE, policySchemaText } from '../../scripts/schema/policy-schema.ts';

describe.each([
  { file: SCHEMA_FILE, text: schemaText },
  { file: POLICY_SCHEMA_FILE, text: policySchemaText },
])('$file', ({ file, text }) => {
  it('is what `npm run schema` would write', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text()));
  });

  it('comes with the package', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
    const [{ files }] = JSON.parse(packed) as [{ files: { path: string }[] }];
    expect(files.map(({ path }) => path)).toContain(file);
  });
});
