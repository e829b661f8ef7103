import { CORS_ERROR_CODES, type CorsErrorCode } from './cors-error.ts';
import { ERROR_WORDS } from './error-words.ts';
import { FIREFOX_REASONS, type FirefoxReason } from './firefox-reason.ts';
import { FORMER_CHROMIUM_SENTENCES, FORMER_FIREFOX_REASONS, SAFARI_SENTENCES, type Sentence } from './other-words.ts';

/** A failure that a console message may speak of. */
export interface ConsoleExplanation {
  readonly code: CorsErrorCode;
  /** Firefox's word for it, by the name of MDN's page; null where it has none. */
  readonly firefoxReason: FirefoxReason | null;
}

/**
 * The failures that a pasted console message can mean, in the vocabulary's order; empty where it speaks of none. Only
 * Chromium tells a preflight from the request itself, so other browsers' messages mostly have two. Quotes, line breaks and
 * what stands around the sentence do not matter.
 */
export function explainConsole(message: string): readonly ConsoleExplanation[] {
  const text = plain(message);
  const codes = codesIn(text);
  return CORS_ERROR_CODES.filter(code => codes.has(code)).map(code => ({
    code,
    firefoxReason: ERROR_WORDS[code].firefox,
  }));
}

/** Chromium first: Safari's sentences on methods and headers stand in Chromium's too. */
function codesIn(text: string): ReadonlySet<CorsErrorCode> {
  const chromium = CORS_ERROR_CODES.filter(code => says(text, plain(ERROR_WORDS[code].chromium)));
  if (chromium.length > 0) return new Set(chromium.filter(code => isItsPhase(code, text)));
  const firefox = firefoxCodes(text);
  if (firefox.length > 0) return new Set(firefox);
  return new Set(sentenceCodes(FORMER_CHROMIUM_SENTENCES, text).concat(sentenceCodes(SAFARI_SENTENCES, text)));
}

/** Two codes share a sentence; what Chromium opens with says which of them it is. */
function isItsPhase(code: CorsErrorCode, text: string): boolean {
  const twin = CORS_ERROR_CODES.some(other => other === `Preflight${code}` || code === `Preflight${other}`);
  return !twin || code.startsWith('Preflight') === text.includes('response to preflight request');
}

function firefoxCodes(text: string): CorsErrorCode[] {
  const current = reasonNames().filter(reason => says(text, plain(FIREFOX_REASONS[reason])));
  const former = FORMER_FIREFOX_REASONS.filter(entry => says(text, entry.text)).map(({ reason }) => reason);
  const reasons = [...current, ...former];
  return CORS_ERROR_CODES.filter(code => reasons.some(reason => ERROR_WORDS[code].firefox === reason));
}

function reasonNames(): FirefoxReason[] {
  return Object.keys(FIREFOX_REASONS) as FirefoxReason[];
}

function sentenceCodes(sentences: readonly Sentence[], text: string): CorsErrorCode[] {
  return sentences.filter(sentence => says(text, sentence.text)).flatMap(({ codes }) => codes);
}

/** The sentence's parts stand in the text, in their order, with whatever between them. */
function says(text: string, sentence: string): boolean {
  let from = 0;
  for (const part of sentence.split('…')) {
    const wanted = part.replace(/[.\s'"`]+$/, '').replace(/^[\s'"`]+/, '');
    const at = text.indexOf(wanted, from);
    if (at === -1) return false;
    from = at + wanted.length;
  }
  return true;
}

/** Lower case, straight quotes, single spaces: consoles, terminals and tickets change all three. */
function plain(message: string): string {
  return message
    .toLowerCase()
    .replace(/[‘’“”"`]/g, "'")
    .replace(/\s+/g, ' ');
}
