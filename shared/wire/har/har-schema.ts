import * as v from 'valibot';
import { CREDENTIALS_MODES, REDIRECT_MODES, REQUEST_MODES } from '../../trace/asked.ts';

/*
 * HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/) as exporters really write it: members are missing, null or of
 * another type. Only a method and a URL are insisted on; everything else has a value that stands for "not said".
 */

const text = v.fallback(v.string(), '');
const unsaid = v.fallback(v.number(), -1);

const header = v.object({
  name: v.string(),
  value: v.fallback(v.union([v.string(), v.pipe(v.number(), v.transform(String))]), ''),
});
const isHeader = (value: unknown): value is v.InferInput<typeof header> => v.is(header, value);
const headers = v.pipe(
  v.fallback(v.array(v.unknown()), []),
  v.transform(list => list.filter(isHeader).map(one => v.parse(header, one))),
);

const RequestSchema = v.object({
  method: v.pipe(v.string(), v.regex(/^\S+$/, 'not a method')),
  url: v.pipe(v.string(), v.nonEmpty('no URL')),
  httpVersion: v.optional(text, ''),
  headers: v.optional(headers, []),
  bodySize: v.optional(unsaid, -1),
});

const ContentSchema = v.object({
  text: v.optional(text, ''),
  encoding: v.optional(text, ''),
});

const ResponseSchema = v.object({
  status: v.optional(v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)), 0), 0),
  statusText: v.optional(text, ''),
  httpVersion: v.optional(text, ''),
  headers: v.optional(headers, []),
  redirectURL: v.optional(text, ''),
  content: v.optional(
    v.fallback(ContentSchema, () => v.parse(ContentSchema, {})),
    {},
  ),
  bodySize: v.optional(unsaid, -1),
  _error: v.optional(text, ''),
});

const TimingsSchema = v.object({
  blocked: v.optional(unsaid, -1),
  dns: v.optional(unsaid, -1),
  connect: v.optional(unsaid, -1),
  send: v.optional(unsaid, -1),
  wait: v.optional(unsaid, -1),
  receive: v.optional(unsaid, -1),
});

export const HarEntrySchema = v.object({
  startedDateTime: v.optional(text, ''),
  time: v.optional(unsaid, -1),
  request: RequestSchema,
  response: v.optional(
    v.fallback(ResponseSchema, () => v.parse(ResponseSchema, {})),
    {},
  ),
  timings: v.optional(
    v.fallback(TimingsSchema, () => v.parse(TimingsSchema, {})),
    {},
  ),
  serverIPAddress: v.optional(text, ''),
  connection: v.optional(text, ''),
  _resourceType: v.optional(text, ''),
  _credentials: wordOf(CREDENTIALS_MODES),
  _redirect: wordOf(REDIRECT_MODES),
  _mode: wordOf(REQUEST_MODES),
  _corscope: v.optional(v.unknown()),
});

export type HarEntry = v.InferOutput<typeof HarEntrySchema>;
export type HarResponse = HarEntry['response'];

export const HarSchema = v.object({
  log: v.object({ entries: v.array(v.unknown()), _corscope: v.optional(v.unknown()) }),
});

/** Null for a word that is none of these: another tool's member of the same name. */
function wordOf<const Words extends readonly string[]>(words: Words) {
  return v.optional(v.fallback(v.nullable(v.picklist(words)), null), null);
}
