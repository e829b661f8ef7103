import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { ProbeOptions } from '../probe/probe-options.ts';
import { printable } from './printable.ts';

export interface ProbeProgress {
  readonly onRequest: NonNullable<ProbeOptions['onRequest']>;
  /** Leaves nothing of it on a terminal. */
  end(): void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** A line a request, as it ends; on a terminal one line that is written anew while a request is under way. */
export function probeProgress(to: Pick<NodeJS.WriteStream, 'isTTY' | 'write' | 'columns'>): ProbeProgress {
  return {
    onRequest(request, total, exchange) {
      const line = printable(lineOf(request, total, exchange));
      if (to.isTTY) to.write(`${CLEAR_LINE}${line.slice(0, (to.columns || 80) - 1)}`);
      else if (exchange !== null) to.write(`${line}\n`);
    },
    end() {
      if (to.isTTY) to.write(CLEAR_LINE);
    },
  };
}

function lineOf({ number, rung, question }: ProbeRequest, total: number, exchange: Exchange | null): string {
  const place = `${String(number).padStart(String(total).length)}/${total}`;
  return `${place}  ${rung}  ${question}${exchange === null ? ' …' : `  ${endOf(exchange)}`}`;
}

function endOf({ outcome, delivered, timings }: Exchange): string {
  const after = `${Math.round(timings.ended ?? 0)} ms`;
  if (outcome.kind === 'failed') return `${outcome.reason} (${outcome.detail}), ${after}`;
  return `${delivered?.status ?? 0}, ${after}`;
}
