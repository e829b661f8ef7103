import { isReadOnly } from './request-head.ts';

/** What of a report the sentence speaks of. */
export interface Planned {
  readonly plan: readonly { readonly rung: string; readonly method: string }[];
  readonly rungs: readonly { readonly name: string; readonly address: string }[];
}

/** How many requests of which methods will go to which address: what a person agrees to, in one sentence. */
export function planText({ plan, rungs }: Planned): string {
  const parts = rungs.map(({ name, address }) => {
    const place = rungs.length === 1 ? `\`${address}\`` : `\`${name}\` at \`${address}\``;
    return `${countsText(plan.filter(({ rung }) => rung === name))} to ${place}`;
  });
  const total = `${plan.length} requests will be sent, one after the other: ${parts.join('; ')}.`;
  const unsafe = [...new Set(plan.map(({ method }) => method).filter(method => !isReadOnly(method)))];
  return unsafe.length === 0
    ? `${total} These methods are meant to change nothing.`
    : `${total} ${unsafe.join(' and ')} may change something there.`;
}

function countsText(plan: Planned['plan']): string {
  const counts = new Map<string, number>();
  for (const { method } of plan) counts.set(method, (counts.get(method) ?? 0) + 1);
  return [...counts].map(([method, count]) => `${count} ${method}`).join(', ');
}
