import type { Fix, FixDraft, Operation } from '../../shared/fixes/fix.ts';

/** A scope in words: `PUT preflights of https://api… from https://app… answered 4xx, at proxy`. */
export function scopeInWords(fix: FixDraft): string {
  const { origin, url, methods, phase, status } = fix.when;
  const what = phase === 'preflight' ? 'preflights' : phase === 'actual' ? 'requests (not preflights)' : 'requests';
  const parts = [
    methods === undefined || methods.length === 0 ? `All ${what}` : `${methods.map(code).join(', ')} ${what}`,
    url === undefined ? '' : `to ${code(url)}`,
    origin === undefined ? 'from any page' : `from ${code(origin)}`,
    status === undefined ? '' : `with upstream status ${code(status)}`,
    fix.tap === undefined ? '' : `at the tap ${code(fix.tap)}`,
  ];
  return parts.filter(part => part !== '').join(' ');
}

export function operationInWords(operation: Operation): string {
  switch (operation.op) {
    case 'set':
      return `set ${code(operation.header)} to ${code(operation.value)}`;
    case 'add':
      return `add ${code(`${operation.header}: ${operation.value}`)}`;
    case 'remove':
      return `remove ${code(operation.header)}`;
    case 'dedupe':
      return `keep only the ${operation.keep} ${code(operation.header)}`;
    case 'status':
      return `change the status to ${code(String(operation.value))}`;
    case 'cookie':
      return `change the cookie ${code(operation.name)}: ${attributesInWords(operation.set)}`;
    case 'request-set':
      return `set ${code(operation.header)} to ${code(operation.value)} on the request to the upstream`;
    case 'request-remove':
      return `remove ${code(operation.header)} from the request to the upstream`;
    case 'answer':
      return `answer with ${code(String(operation.status))} in corscope, without asking the upstream`;
    case 'follow-redirect':
      return 'follow redirects in corscope, so that the browser sees none';
  }
}

function attributesInWords(set: Extract<Operation, { op: 'cookie' }>['set']): string {
  const words = Object.entries(set).map(([name, value]) => {
    if (value === null || value === false) return `no ${code(name)}`;
    return value === true ? code(name) : code(`${name}=${value}`);
  });
  return words.join(', ');
}

/** Whether the two are one mend: title, place and operations, whatever their ids and switches say. */
export function sameFix(a: FixDraft, b: FixDraft): boolean {
  return essence(a) === essence(b);
}

export function findFix(fixes: readonly Fix[], draft: FixDraft): Fix | null {
  return fixes.find(fix => sameFix(fix, draft)) ?? null;
}

function essence(fix: FixDraft): string {
  const { origin, url, methods, phase, status } = fix.when;
  const scope = [origin ?? null, url ?? null, methods ?? null, phase ?? null, status ?? null];
  const operations = fix.do.map(operation => Object.entries(operation).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify([fix.title, fix.tap ?? null, scope, operations]);
}

function code(text: string): string {
  return `\`${text}\``;
}
