import * as v from 'valibot';
import { type ApiPolicy, isPolicyProblems, readApiPolicy } from '../../shared/audit/api-policy.ts';
import { API_ENTRIES, POLICY_ENTRIES } from '../../shared/audit/policy-file.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import { isObject, type Note, noteIn, parseJsonFile, readMembers } from './read-members.ts';

const ApiSchema = v.strictObject(API_ENTRIES);

/** The APIs of a policy file. @throws OptionsError with all that is wrong */
export function readPolicyFile(file: string): readonly ApiPolicy[] {
  const problems: OptionProblem[] = [];
  const note = noteIn(file, problems);
  const content = parseJsonFile(file, 'POLICY');
  if (!isObject(content)) {
    note([], content, 'a JSON object with a list of "apis"');
    throw new OptionsError(problems);
  }
  const { apis, ...others } = content;
  readMembers({ $schema: POLICY_ENTRIES.$schema, apis: v.optional(v.unknown()) }, others, [], note);
  if (!Array.isArray(apis) || apis.length === 0) note(['apis'], apis, 'a list with at least one API');
  const read = Array.isArray(apis) ? apis.map((api: unknown, index) => readApi(api, ['apis', index], note)) : [];
  if (problems.length > 0) throw new OptionsError(problems);
  return read.filter(one => one !== null);
}

/** What of an entry has the right form is read even where something else has not: all problems at once. */
function readApi(api: unknown, path: readonly (string | number)[], note: Note): ApiPolicy | null {
  if (!isObject(api)) {
    note(path, api, 'an object with "url" and "origins"');
    return null;
  }
  const written = v.safeParse(ApiSchema, readMembers(API_ENTRIES, api, path, note));
  if (!written.success) return null;
  const read = readApiPolicy(written.output);
  if (!isPolicyProblems(read)) return read;
  for (const { member, value, expected } of read) note([...path, member], value, expected);
  return null;
}
