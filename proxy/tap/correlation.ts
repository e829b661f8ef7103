import { TRACE_HEADER } from '../../shared/trace/correlation.ts';
import { FORWARD_TAP } from '../../shared/trace/path.ts';
import type { Tie } from '../../shared/trace/sighting.ts';
import type { Recording, Via } from '../record/recording.ts';
import { type ConnectTo, type Destination, dialAddress } from './destination.ts';

/** A way on which so many answers came, and no tap met the request, leads to none. */
const PATIENCE = 8;
/** Requests under way that are remembered. */
const MOST_UNDER_WAY = 10_000;

/** `unknown`: nothing speaks for it; `supposed`: a like request came to another tap meanwhile; `known`: that it does was seen. */
interface Way {
  leadsOn: 'unknown' | 'supposed' | 'known';
  unmet: number;
}

interface UnderWay {
  readonly way: Way;
  readonly tap: string;
  readonly asked: string;
  met: boolean;
}

export interface CorrelationSettings {
  /** Begins every value, so that those of several processes differ. */
  readonly prefix: string;
  /** Whether a tap of this corscope listens at that address. */
  readonly isTap: (address: { readonly host: string; readonly port: number }) => boolean;
  readonly connectTo: readonly ConnectTo[];
}

/**
 * Decides at which taps requests carry the correlation header, and writes it. No tap adds it before it is clear that
 * another listens further on: because it is the next to be dialled, or because a like request was seen to come there
 * meanwhile. So a stranger's server never sees it, and heads on a way without further taps pass byte for byte.
 */
export class Correlation {
  private readonly ways = new Map<string, Way>();
  private readonly byNumber = new Map<number, UnderWay>();
  private readonly byAsked = new Map<string, UnderWay[]>();
  private readonly settings: CorrelationSettings;

  constructor(settings: CorrelationSettings) {
    this.settings = settings;
  }

  /** The head to forward, `bytes` itself where nothing changes. `text` is the latin-1 text of the head as received. */
  forward(recording: Recording, text: string, bytes: Buffer, destination: Destination): Buffer {
    const { via, number } = recording;
    const read = TRACE_LINE.exec(text)?.[1] ?? null;
    const asked = askedOf(text);
    this.learn(via, read, asked);
    const way = this.wayOf(via, destination);
    this.remember(number, { way, tap: via.tap, asked, met: false });
    if (way.leadsOn === 'unknown' && read === null) return bytes;
    const head = bytes.toString('latin1').replace(TRACE_LINES, '');
    const written = way.leadsOn === 'unknown' ? head : withLine(head, `${this.settings.prefix}-${number}`);
    return Buffer.from(written, 'latin1');
  }

  /** There are other taps than before. */
  assumeAnew(): void {
    for (const [key, way] of this.ways) if (way.leadsOn === 'unknown') this.ways.delete(key);
  }

  /** A tap of another process has met what went this way, as what it read or what was asked tells. */
  meet(via: Pick<Via, 'tap' | 'authority'>, how: Tie): void {
    const way = this.ways.get(wayKey(via));
    if (way === undefined) return;
    if (how === 'header') way.leadsOn = 'known';
    else suppose(way);
  }

  /** The exchange is over. */
  ended({ number, returned }: Recording): void {
    const request = this.byNumber.get(number);
    if (request === undefined) return;
    this.forget(number, request);
    const { way } = request;
    if (request.met || way.leadsOn !== 'supposed' || returned === null) return;
    way.unmet += 1;
    if (way.unmet >= PATIENCE) way.leadsOn = 'unknown';
  }

  private learn({ tap }: Via, read: string | null, asked: string): void {
    const front = read === null ? this.waitingFor(asked, tap) : this.writerOf(read);
    if (front === undefined || front.tap === tap) return;
    const { way } = front;
    if (read !== null) {
      front.met = true;
      way.leadsOn = 'known';
    } else suppose(way);
  }

  private writerOf(value: string): UnderWay | undefined {
    const { prefix } = this.settings;
    return value.startsWith(`${prefix}-`) ? this.byNumber.get(Number(value.slice(prefix.length + 1))) : undefined;
  }

  private waitingFor(asked: string, tap: string): UnderWay | undefined {
    return this.byAsked.get(asked)?.findLast(request => request.tap !== tap && !request.met);
  }

  private wayOf(via: Via, destination: Destination): Way {
    const key = wayKey(via);
    const known = this.ways.get(key);
    if (known !== undefined) return known;
    const { isTap, connectTo } = this.settings;
    const way: Way = { leadsOn: isTap(dialAddress(destination, connectTo)) ? 'known' : 'unknown', unmet: 0 };
    this.ways.set(key, way);
    return way;
  }

  private remember(number: number, request: UnderWay): void {
    if (this.byNumber.size >= MOST_UNDER_WAY) return;
    this.byNumber.set(number, request);
    this.byAsked.set(request.asked, [...(this.byAsked.get(request.asked) ?? []), request]);
  }

  private forget(number: number, request: UnderWay): void {
    this.byNumber.delete(number);
    const rest = this.byAsked.get(request.asked)?.filter(other => other !== request) ?? [];
    if (rest.length === 0) this.byAsked.delete(request.asked);
    else this.byAsked.set(request.asked, rest);
  }
}

const TRACE_LINE = new RegExp(`\\n${TRACE_HEADER}:[ \\t]*([^\\r\\n]*)`, 'i');
const TRACE_LINES = new RegExp(`\\r?\\n${TRACE_HEADER}:[^\\r\\n]*(?=\\r?\\n)`, 'gi');

function suppose(way: Way): void {
  if (way.leadsOn !== 'unknown') return;
  way.leadsOn = 'supposed';
  way.unmet = 0;
}

/** The forward proxy leads everywhere. */
function wayKey({ tap, authority }: Pick<Via, 'tap' | 'authority'>): string {
  return tap === FORWARD_TAP ? `${tap} ${authority}` : tap;
}

/** Before the empty line that ends the head, with line ends as they are there. */
function withLine(head: string, value: string): string {
  const end = head.endsWith('\r\n') ? '\r\n' : '\n';
  return `${head.slice(0, -end.length)}${TRACE_HEADER}: ${value}${end}${end}`;
}

/** Method, last segment and query: gateways that rewrite a path mostly change what comes before. */
function askedOf(head: string): string {
  const [method = '', target = ''] = head.slice(0, head.indexOf('\n')).split(' ', 2);
  const [path = '', query = ''] = target.split('?', 2);
  return `${method} ${path.slice(path.lastIndexOf('/'))}?${query}`;
}
