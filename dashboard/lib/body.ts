/** A body as it is shown: text where the bytes are text, else a note. Long ones are cut for the screen only. */
export interface ShownBody {
  readonly text: string | null;
  readonly cut: boolean;
}

const MOST = 20_000;

export function showBody(bytes: Uint8Array): ShownBody {
  const cut = bytes.length > MOST;
  const text = decode(cut ? bytes.subarray(0, MOST) : bytes, cut);
  return { text: text === null ? null : pretty(text, cut), cut };
}

/** First bytes as hexadecimal, for what is not text. */
export function hexLine(bytes: Uint8Array, most = 32): string {
  return [...bytes.subarray(0, most)].map(byte => byte.toString(16).padStart(2, '0')).join(' ');
}

function decode(bytes: Uint8Array, cut: boolean): string | null {
  try {
    // A cut may fall into the middle of a character: `stream` keeps that from being an error.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells binary from text
    return /[\u0000-\u0008\u000e-\u001a]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

function pretty(text: string, cut: boolean): string {
  if (cut || !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
