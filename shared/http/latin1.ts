/**
 * Text as the bytes that stood on the wire, one char a byte. Recorders that took header bytes for UTF-8 have characters
 * beyond latin-1 in their exports: these become their UTF-8 bytes again.
 */
export function latin1Of(text: string): string {
  if (!/[^\0-\xff]/.test(text)) return text;
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return encoded.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Text of bytes that are valid UTF-8, one char a byte, as what they stand for. */
export function utf8Of(bytes: string): string {
  return decodeURIComponent(bytes.replace(/[%\x80-\xff]/g, char => `%${char.charCodeAt(0).toString(16)}`));
}
