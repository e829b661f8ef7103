import * as v from 'valibot';
import { EventSchema } from './event-schema.ts';
import { PROTOCOL, type SequencedEvent } from './events.ts';

/** What one line of the stream or of a session file turned out to be. */
export type Decoded =
  | { readonly kind: 'event'; readonly event: SequencedEvent }
  /** A well-formed event of a type that only a newer corscope knows. */
  | { readonly kind: 'unknown'; readonly seq: number; readonly type: string }
  | { readonly kind: 'problem'; readonly reason: string };

export interface ReadSession {
  readonly events: readonly SequencedEvent[];
  /** Line numbers count from 1. */
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
  /** Events of types that only a newer corscope knows. */
  readonly skipped: number;
  /** The last line was cut off in the middle of writing, and left out. */
  readonly torn: boolean;
}

const EnvelopeSchema = v.object({ type: v.string(), seq: v.pipe(v.number(), v.integer(), v.minValue(0)) });

/** Reads one line of NDJSON, or one WebSocket message. Never throws. */
export function decodeEvent(line: string): Decoded {
  const value = parseJson(line);
  if (value === undefined) return { kind: 'problem', reason: 'not JSON' };
  const envelope = v.safeParse(EnvelopeSchema, value);
  if (!envelope.success) return { kind: 'problem', reason: `not an event: ${firstIssue(envelope.issues)}` };
  const { type, seq } = envelope.output;
  if (!isKnown(type)) return { kind: 'unknown', seq, type };
  return decodeKnown(type, value);
}

/** Reads a session file. Lines that cannot be read are left out and named. */
export function readSession(text: string): ReadSession {
  const events: SequencedEvent[] = [];
  const problems: { line: number; reason: string }[] = [];
  let skipped = 0;
  const lines = text.split('\n');
  const torn = lines.at(-1) !== '' && parseJson(lines.at(-1) ?? '') === undefined;
  if (torn) lines.pop();
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const decoded = decodeEvent(line);
    if (decoded.kind === 'event') events.push(decoded.event);
    else if (decoded.kind === 'unknown') skipped += 1;
    else problems.push({ line: index + 1, reason: decoded.reason });
  }
  return { events, problems, skipped, torn };
}

/** A session of another protocol version is refused before its shape is looked at: the shape may be what changed. */
function decodeKnown(type: KnownType, value: unknown): Decoded {
  const session = type === 'session' ? v.safeParse(v.object({ protocol: v.number() }), value) : null;
  if (session?.success && session.output.protocol !== PROTOCOL) {
    return { kind: 'problem', reason: protocolProblem(session.output.protocol) };
  }
  const event = v.safeParse(EventSchema[type], value);
  if (!event.success) return { kind: 'problem', reason: `not a valid ${type} event: ${firstIssue(event.issues)}` };
  return { kind: 'event', event: event.output };
}

function protocolProblem(protocol: number): string {
  const advice = protocol > PROTOCOL ? 'a newer corscope wrote it: update this one' : 'an older corscope wrote it';
  return `protocol ${protocol} is not the ${PROTOCOL} that this corscope reads: ${advice}`;
}

type KnownType = keyof typeof EventSchema;

function isKnown(type: string): type is KnownType {
  return Object.hasOwn(EventSchema, type);
}

function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (issue === undefined) return '';
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}

/** JSON has no `undefined`, so that can stand for "not JSON". */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
