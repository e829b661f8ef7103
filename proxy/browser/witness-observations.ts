import * as v from 'valibot';
import type { Asked } from '../../shared/trace/asked.ts';
import { AskedSchema } from '../../shared/wire/asked-schema.ts';

/** A call of fetch or XMLHttpRequest's send, as the script in the page tells of it. */
export interface Observation {
  readonly asked: Asked;
  /** Empty where the script could not know without disturbing the page. */
  readonly method: string;
  readonly url: string;
  readonly page: string;
}

/** Why a call came to no request. */
export interface Refused {
  readonly url: string;
  readonly corsError: string | null;
  readonly failedParameter: string;
  readonly blockedReason: string | null;
}

interface Call extends Observation {
  /** A request was sent meanwhile, which was this one's. */
  sent: boolean;
  refused: Refused | null;
}

/** Issues may come a little after the call that they are about. */
const REMEMBERED = 32;

/**
 * The calls of one page or worker. They nest: a send tells listeners of the page, which may call fetch, before it returns.
 * The browser begins a request before the call returns, so the innermost call is the one that a request belongs to.
 */
export class Observations {
  private readonly open: Call[] = [];
  private readonly unsent: Call[] = [];
  private readonly refuse: (observation: Observation, refused: Refused) => void;

  /** `refuse` is told of calls that came to no request, with the reason. */
  constructor(refuse: (observation: Observation, refused: Refused) => void) {
    this.refuse = refuse;
  }

  /** The script's message. */
  told(payload: string): void {
    if (payload !== 'end') {
      this.open.push({ ...readObservation(payload), sent: false, refused: null });
      return;
    }
    const call = this.open.pop();
    if (call === undefined || call.sent) return;
    if (call.refused === null) this.unsent.push(call);
    else this.refuse(call, call.refused);
    if (this.unsent.length > REMEMBERED) this.unsent.shift();
  }

  /** What the page asked of the request that begins now. */
  take(): Asked {
    const call = this.open.at(-1);
    if (call === undefined || call.sent) return {};
    call.sent = true;
    return call.asked;
  }

  refused(refused: Refused): void {
    const isMeant = (call: Call) => !call.sent && call.refused === null && call.url === refused.url;
    const open = this.open.findLast(isMeant);
    if (open !== undefined) {
      open.refused = refused;
      return;
    }
    const at = this.unsent.findIndex(isMeant);
    const [call] = at === -1 ? [] : this.unsent.splice(at, 1);
    if (call !== undefined) this.refuse(call, refused);
  }
}

function readObservation(payload: string): Observation {
  const [words = '', url = '', page = ''] = payload.split('\n');
  const [, credentials, mode, redirect, method = ''] = words.split(' ');
  return {
    asked: { ...word('credentials', credentials), ...word('mode', mode), ...word('redirect', redirect) },
    method,
    url: url.replace(/#.*$/s, ''),
    page,
  };
}

/** Left open where it is no word of the Fetch standard's: such a call ends in a TypeError, or was not to be looked into. */
function word(name: keyof Asked, value: string | undefined): Asked {
  const read = v.safeParse(AskedSchema, { [name]: value });
  return read.success ? read.output : {};
}
