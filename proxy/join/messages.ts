import * as v from 'valibot';
import { FixDraftSchema } from '../../shared/fixes/fix.ts';

/*
 * What a joined tap and the corscope that it reports to say to each other over `WS /api/join`. Control messages are text,
 * one JSON object each; the tap's events are binary messages of NDJSON, lines as in a session file: exchanges, each with
 * its bodies. A corscope greets, the tap says who it is, and is welcomed or refused; then events go up, and what taps
 * need goes down. `protocol` is that of the events, and counts for these messages as well.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();
const tap = v.object({ name: text, url: v.pipe(text, v.url()), target: text });

/** Why a corscope takes no tap. */
const REFUSALS = ['name-taken', 'not-understood'] as const;

/** Tap to corscope. `now` is the tap's clock, in milliseconds since the epoch. */
export const UpSchema = v.variant('type', [
  v.object({
    type: v.literal('join'),
    protocol: v.number(),
    version: text,
    /** Each run of a tap has its own. */
    session: text,
    tap,
    /** Begins the values that it writes into the correlation header. */
    prefix: text,
    now: v.number(),
  }),
  /** How many exchanges fell out of the tap's memory unreported, since it began. */
  v.object({ type: v.literal('dropped'), count }),
]);

/** corscope to tap. */
export const DownSchema = v.variant('type', [
  v.object({ type: v.literal('greeting'), protocol: v.number(), version: text }),
  v.object({
    type: v.literal('welcome'),
    /** Id of the session that the tap is part of from now on. */
    session: text,
    /** The last number of the tap's log that corscope has. */
    after: count,
    /** Bytes of a body that it keeps. */
    bodyBytes: count,
  }),
  v.object({ type: v.literal('refused'), reason: v.picklist(REFUSALS), detail: text }),
  v.object({ type: v.literal('fixes'), fixes: v.array(v.object({ ...FixDraftSchema.entries, id: text })) }),
  /** A tap further on has met a request of this one: it read what this one wrote, or seems to have met it. */
  v.object({ type: v.literal('met'), how: v.picklist(['header', 'guess']) }),
  /** Everything up to this number of the tap's log has arrived. */
  v.object({ type: v.literal('have'), seq: count }),
]);

export type Up = v.InferOutput<typeof UpSchema>;
export type Down = v.InferOutput<typeof DownSchema>;
export type Refused = Extract<Down, { type: 'refused' }>;
export type Join = Extract<Up, { type: 'join' }>;
export type Welcome = Extract<Down, { type: 'welcome' }>;

/** What the schema makes of a text message; null where it is none of its messages. */
export function readMessage<const Schema extends v.GenericSchema>(
  schema: Schema,
  data: string,
): v.InferOutput<Schema> | null {
  try {
    const read = v.safeParse(schema, JSON.parse(data));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

const MAX_HEADS = 16 * 1024 * 1024;

/** Bytes that one message may have: an exchange with both bodies in base64 and its heads, or a batch of smaller ones. */
export function maxMessage(bodyBytes: number): number {
  return MAX_HEADS + Math.ceil((2 * bodyBytes * 4) / 3);
}
