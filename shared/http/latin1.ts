/**
 * Text as the bytes that stood on the wire, one char a byte. Recorders that took header bytes for UTF-8 have characters
 * beyond latin-1 in their exports: these become their UTF-8 bytes again.
 */
export function latin1Of(text: string): string {
  if (!/[^\0-\xff]/.test(text)) return text;
  const encoded = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  return encoded.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
