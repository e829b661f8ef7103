import * as v from 'valibot';

/** All that is wrong with a body, at once, each with its path. */
export function issuesText(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map(issueText).join('; ');
}

export function issueText(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? sentence(issue) : `${path}: ${sentence(issue)}`;
}

/** A schema's own sentence where it has one; otherwise valibot's, in words that say what would be right. */
function sentence({ kind, type, expected, received, message }: v.BaseIssue<unknown>): string {
  if (!message.startsWith('Invalid ')) return message;
  if (type === 'strict_object' && expected === 'never') return 'nothing of that name is read';
  if (received === 'undefined')
    return type === 'strict_object' && expected !== 'Object' ? 'it is missing' : `send ${named(expected)}`;
  return kind === 'schema' ? `${received} is not ${named(expected)}` : `${received} is out of range: ${expected}`;
}

function named(expected: string | null): string {
  const names = (expected ?? '').replace(/^\(|\)$/g, '').split(' | ');
  return names.length > 1 ? `one of ${names.join(', ')}` : (WORDS[names[0] ?? ''] ?? names.join());
}

const WORDS: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'a JSON object',
  boolean: 'true or false',
  number: 'a number',
  string: 'a text',
};
