import { hostAddressSpace } from '../../shared/cors/address-space.ts';
import { TRACE_HEADER } from '../../shared/trace/correlation.ts';
import { FORWARD_TAP } from '../../shared/trace/path.ts';
import type { Recording, Via } from '../record/recording.ts';
import { type ConnectTo, type Destination, dialAddress } from './destination.ts';

/** A way that was never seen to lead to another tap is taken for the last after so many answers. */
const PATIENCE = 8;
/** Requests under way that are remembered by what they ask for. */
const MOST_UNDER_WAY = 10_000;

interface Way {
  /** Whether another tap listens further on. `assumed` until traffic shows it. */
  leadsOn: boolean;
  shown: boolean;
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
  /** Reverse taps in the order in which a request meets them, as far as it is known beforehand. */
  readonly taps: readonly string[];
  readonly connectTo: readonly ConnectTo[];
}

/**
 * Decides at which taps requests carry the correlation header, and writes it. It is written only where another tap
 * listens further on: as the order of the taps says at first (the forward proxy reckons with taps on this machine and
 * the private network alone, so that no stranger's server ever sees the header), and then as the traffic shows.
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
    if (!way.leadsOn && read === null) return bytes;
    const head = bytes.toString('latin1').replace(TRACE_LINES, '');
    return Buffer.from(way.leadsOn ? withLine(head, `${this.settings.prefix}-${number}`) : head, 'latin1');
  }

  /** The exchange is over. */
  ended({ number, returned }: Recording): void {
    const request = this.byNumber.get(number);
    if (request === undefined) return;
    this.forget(number, request);
    const { way } = request;
    if (request.met || way.shown || returned === null) return;
    way.unmet += 1;
    if (way.unmet >= PATIENCE) way.leadsOn = false;
  }

  /** A request came to a tap: under which value, or else by what it asks for, tells which tap leads here. */
  private learn({ tap }: Via, read: string | null, asked: string): void {
    const written = read?.startsWith(`${this.settings.prefix}-`)
      ? Number(read.slice(this.settings.prefix.length + 1))
      : 0;
    const front = this.byNumber.get(written) ?? (read === null ? this.waitingFor(asked, tap) : undefined);
    if (front === undefined || front.tap === tap) return;
    front.met = true;
    front.way.leadsOn = true;
    front.way.shown = true;
  }

  private waitingFor(asked: string, tap: string): UnderWay | undefined {
    return this.byAsked.get(asked)?.findLast(request => request.tap !== tap && !request.met);
  }

  private wayOf(via: Via, destination: Destination): Way {
    const key = via.tap === FORWARD_TAP ? `${via.tap} ${via.authority}` : via.tap;
    const known = this.ways.get(key);
    if (known !== undefined) return known;
    const way = { leadsOn: this.mayLeadOn(via, destination), shown: false, unmet: 0 };
    this.ways.set(key, way);
    return way;
  }

  private mayLeadOn({ tap }: Via, destination: Destination): boolean {
    const { taps, connectTo } = this.settings;
    if (tap !== FORWARD_TAP) return taps.at(-1) !== tap;
    return taps.length > 0 && isNear(dialAddress(destination, connectTo).host);
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

/** Before the empty line that ends the head, with line ends as they are there. */
function withLine(head: string, value: string): string {
  const end = head.endsWith('\r\n') ? '\r\n' : '\n';
  return `${head.slice(0, -end.length)}${TRACE_HEADER}: ${value}${end}${end}`;
}

/** Method and target: what a layer in between mostly leaves as it is. */
function askedOf(head: string): string {
  const [method = '', target = ''] = head.slice(0, head.indexOf('\n')).split(' ', 2);
  return `${method} ${target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')}`;
}

/** On this machine or its network; a name may be anywhere, unless it says so itself. */
function isNear(host: string): boolean {
  const space = hostAddressSpace(host);
  return space === 'loopback' || space === 'local';
}
