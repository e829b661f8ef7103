import * as v from 'valibot';
import {
  BYTES_FORM,
  BYTES_PATTERN,
  CONNECT_TO_FORM,
  CONNECT_TO_PATTERN,
  HOST_FORM,
  NAME_FORM,
  NAME_PATTERN,
  parseConnectTo,
  parseHost,
  parseTap,
  parseTarget,
  TAP_FORM,
  TAP_PATTERN,
  TARGET_FORM,
  TARGET_PATTERN,
} from './parse-values.ts';

/*
 * What a configuration file may say. Messages say what would be right; patterns and descriptions are what editors know of
 * it (`corscope.schema.json`, written by `npm run schema`); checks, which no JSON schema can express, come after them.
 */

/** A tap in one line, as after `--tap`. */
export const TapTextSchema = v.pipe(
  v.string(`${TAP_FORM}, or an object with name, port and target`),
  v.regex(TAP_PATTERN, TAP_FORM),
  v.check(text => parseTap(text) !== null, TAP_FORM),
);

export const TAP_ENTRIES = {
  name: v.pipe(
    v.string(NAME_FORM),
    v.regex(NAME_PATTERN, NAME_FORM),
    v.description('What the tap is called wherever it is shown.'),
  ),
  port: v.pipe(port(), v.description('The port to listen on; 0 takes any free one.')),
  target: v.pipe(
    v.string(TARGET_FORM),
    v.regex(TARGET_PATTERN, TARGET_FORM),
    v.check(text => parseTarget(text) !== null, TARGET_FORM),
    v.description('The layer that it stands in front of, such as http://127.0.0.1:3000.'),
  ),
  listen: v.optional(
    v.pipe(
      v.string(HOST_FORM),
      v.check(text => parseHost(text) !== null, HOST_FORM),
      v.description('The address to listen on, where it is not that of the proxy.'),
    ),
  ),
};

export const TapSchema = v.union([TapTextSchema, v.strictObject(TAP_ENTRIES)]);

export const CONFIG_ENTRIES = {
  $schema: v.optional(
    v.pipe(
      v.string('the address of a schema'),
      v.description('Where this schema is, for editors; corscope ignores it.'),
    ),
  ),
  port: v.optional(
    v.pipe(
      port(),
      v.description('Port of the proxy and the dashboard; 0 takes any free one. Default: 4321 or the next free one.'),
      v.transform(String),
    ),
  ),
  host: v.optional(
    v.pipe(
      v.string(HOST_FORM),
      v.check(text => parseHost(text) !== null, HOST_FORM),
      v.description('Address to listen on. Default: 127.0.0.1.'),
    ),
  ),
  tap: v.optional(
    v.pipe(
      v.array(TapSchema, 'a list of taps'),
      v.description('Taps in front of layers, as NAME=PORT:TARGET or as objects.'),
    ),
  ),
  connectTo: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(CONNECT_TO_FORM),
          v.regex(CONNECT_TO_PATTERN, CONNECT_TO_FORM),
          v.check(text => parseConnectTo(text) !== null, CONNECT_TO_FORM),
        ),
        'a list of HOST:PORT:ADDR:PORT',
      ),
      v.description(
        "Where to connect instead, as curl's --connect-to: HOST:PORT:ADDR:PORT, empty fields match anything.",
      ),
    ),
  ),
  upstreamInsecure: v.optional(
    v.pipe(
      v.boolean('true or false, without quotes'),
      v.description("Do not verify upstreams' certificates. Default: false."),
    ),
  ),
  upstreamCa: v.optional(
    v.pipe(
      v.string('the path of a file with PEM certificates'),
      v.description('Trust these PEM certificates of upstreams as well.'),
    ),
  ),
  session: v.optional(
    v.pipe(
      v.string('the path of a file'),
      v.description('Keep the session in this file; take it up again if it exists.'),
    ),
  ),
  memoryLimit: v.optional(bytes('Memory for the record. Default: 64m.')),
  bodyLimit: v.optional(bytes('How much of each body is kept. Default: 256k.')),
};

/** The whole file. */
export const ConfigSchema = v.pipe(
  v.strictObject(CONFIG_ENTRIES),
  v.title('corscope.config.json'),
  v.description("Options of corscope serve, open and lab, under the names of the command line's. Flags win."),
);

function port() {
  const form = 'a number from 0 to 65535 (0 takes any free one)';
  return v.pipe(v.number(form), v.integer(form), v.minValue(0, form), v.maxValue(65_535, form));
}

function bytes(description: string) {
  const count = v.pipe(v.number(BYTES_FORM), v.integer(BYTES_FORM), v.minValue(0, BYTES_FORM));
  const text = v.pipe(v.string(BYTES_FORM), v.regex(BYTES_PATTERN, BYTES_FORM));
  return v.pipe(v.union([count, text], BYTES_FORM), v.description(description), v.transform(String));
}
