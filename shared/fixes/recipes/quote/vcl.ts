import { visible } from './visible.ts';

/** VCL's strings know no escapes: one with a quote in it is written long, `{"…"}`. @throws RangeError where it holds that end */
export function vclString(text: string): string {
  if (text.includes('"}')) throw new RangeError(`not a text that VCL could hold: ${text}`);
  return text.includes('"') ? `{"${visible(text)}"}` : `"${visible(text)}"`;
}
