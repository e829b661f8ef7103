import type { Fault } from './fault.ts';
import type { Policy } from './policy.ts';
import { isAbout } from './policy-headers.ts';
import { jsString, jsStrings } from './quote/javascript.ts';
import { neverEmpty } from './settings.ts';
import { indented, textOf } from './text.ts';

/** What a CORS middleware for Node calls its options. */
export interface OptionWords {
  readonly methods: string;
  readonly requestHeaders: string;
  readonly exposedHeaders: string;
}

/** A line of the options, and the header that it decides on. */
export interface OptionLine {
  readonly name: string;
  readonly line: string;
}

/** A list of origins is compared as a whole, and only the one that asked is named; a single string would be sent to everybody. */
export function originOption({ origins }: Policy): OptionLine {
  const value = origins === 'any' ? "'*'" : jsStrings(origins);
  return { name: 'Access-Control-Allow-Origin', line: `origin: ${value},` };
}

/** All but the origin; with an empty list of request headers some of them allow whatever is asked, see `notEmpty`. */
export function otherOptions(policy: Policy, words: OptionWords): OptionLine[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  return [
    ...(credentials ? [{ name: 'Access-Control-Allow-Credentials', line: 'credentials: true,' }] : []),
    { name: 'Access-Control-Allow-Methods', line: `${words.methods}: ${jsStrings(methods)},` },
    { name: 'Access-Control-Allow-Headers', line: `${words.requestHeaders}: ${jsStrings(requestHeaders)},` },
    ...(exposedHeaders.length === 0
      ? []
      : [{ name: 'Access-Control-Expose-Headers', line: `${words.exposedHeaders}: ${jsStrings(exposedHeaders)},` }]),
    { name: 'Access-Control-Max-Age', line: `maxAge: ${maxAge},` },
  ];
}

/** For middleware that takes an empty list for none: a header that pages may send anyway stands for it. */
export function notEmpty(policy: Policy): Policy {
  return { ...policy, requestHeaders: neverEmpty(policy.requestHeaders) };
}

/** `const allow = cors({ … });` */
export function optionsIn(open: string, lines: readonly OptionLine[], close: string): string[] {
  return [open, ...indented(lines.map(({ line }) => line)), close];
}

/** The options that a fault is about; where it is not about options, `whole` and what stands in it. */
export function patchOf(fault: Fault, options: readonly OptionLine[], whole: readonly (readonly string[])[]): string {
  const lines = NEEDS_WHOLE.includes(fault) ? [] : options.filter(({ name }) => isAbout(fault, name));
  if (lines.length > 0) return textOf(['// among the options of cors()', ...lines.map(({ line }) => line)]);
  return textOf(['// before everything else that answers: authentication, body parsers, routes'], ...whole);
}

const NEEDS_WHOLE: readonly Fault[] = [
  'headers-absent',
  'errors-without-headers',
  'preflight-refused',
  'origin-doubled',
  'vary-missing',
];

/** Where the application listens, as what a proxy has behind it. */
export function listenArguments({ upstream }: Policy): { readonly host: string; readonly port: string } {
  const colon = upstream.lastIndexOf(':');
  return { host: jsString(upstream.slice(0, colon).replace(/^\[|\]$/g, '')), port: upstream.slice(colon + 1) };
}
