import type { Fix, Operation } from '../fix.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { CORS_HEADERS, isAbout, isUnanswered, policyHeaders } from './policy-headers.ts';

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';

/** What a server does that was patched for a fault, said with corscope's own fixes: so a patch can be tried before it is shown. */
export function patched(policy: Policy, fault: Fault): Fix[] {
  const origins = policy.origins === 'any' ? [undefined] : policy.origins;
  return origins.flatMap(origin => {
    const headers = operationsFor(policy, fault, origin);
    return [
      fixOf(policy, origin, 'preflight', isUnanswered(fault) ? [{ op: 'answer', status: 204 }, ...headers] : headers),
      fixOf(policy, origin, 'actual', headers),
    ];
  });
}

function operationsFor(policy: Policy, fault: Fault, origin: string | undefined): Operation[] {
  if (fault === 'origin-doubled') return withoutOthers(policy);
  const operations: Operation[] = policyHeaders(policy)
    .filter(({ name }) => isAbout(fault, name))
    .map(({ name, value }) => ({ op: 'set', header: name, value }));
  if (isAbout(fault, ALLOW_ORIGIN)) operations.push({ op: 'set', header: ALLOW_ORIGIN, value: origin ?? '*' });
  if (isAbout(fault, 'Vary') && origin !== undefined) operations.push({ op: 'add', header: 'Vary', value: 'Origin' });
  return operations;
}

/** Of two lines the server's own stays, which is the last one where it adds to what stands behind it. */
function withoutOthers(policy: Policy): Operation[] {
  const written = [ALLOW_ORIGIN, ...policyHeaders(policy).map(({ name }) => name)];
  return CORS_HEADERS.map(header =>
    written.includes(header) ? { op: 'dedupe', header, keep: 'last' } : { op: 'remove', header },
  );
}

function fixOf(
  policy: Policy,
  origin: string | undefined,
  phase: 'preflight' | 'actual',
  operations: Operation[],
): Fix {
  const when = { url: `${policy.api}${policy.pathPrefix}*`, phase, ...(origin === undefined ? {} : { origin }) };
  return { id: 'patched', title: 'Patched', enabled: true, when, do: operations };
}
