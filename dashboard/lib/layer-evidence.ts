import { maskLine } from '../../shared/http/mask.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { LayerEvidence } from '../../shared/trace/layers/evidence.ts';

/** A line that a conclusion rests on, or words of the error's body, and where it stands. */
export interface EvidenceItem {
  readonly where: string;
  readonly text: string;
}

export function evidenceItems({ lines, words }: LayerEvidence, exchange: Exchange, secrets: boolean): EvidenceItem[] {
  const heads = lines.map(({ head, index }) => {
    const line = exchange[head]?.lines[index] ?? (['', ''] as const);
    return { where: head, text: (secrets ? line : maskLine(line)).join(': ') };
  });
  return [...heads, ...words.map(word => ({ where: whereIs(word, exchange), text: word.replace(/\s+/g, ' ') }))];
}

function whereIs(word: string, { errorStart = '', upstream }: Exchange): string {
  const { subject = '', issuer = '' } = upstream?.certificate ?? {};
  if (errorStart.includes(word)) return 'body';
  return subject.includes(word) || issuer.includes(word) ? 'certificate' : 'status line';
}
