import type { HeaderLine } from '../../http/header-line.ts';
import { latin1Of } from '../../http/latin1.ts';
import { ERROR_START_BYTES, keepsErrorStart } from '../../trace/error-start.ts';
import type { HarResponse } from './har-schema.ts';

/** An exchange's `errorStart`. Recorders write contents decoded: a Content-Encoding says nothing of the text that stands here. */
export function harErrorStart({ status, headers, content }: HarResponse): string {
  if (content.encoding !== '') return '';
  const lines = headers
    .map(({ name, value }): HeaderLine => [name, value])
    .filter(([name]) => name.toLowerCase() !== 'content-encoding');
  const keeps = keepsErrorStart({ version: '', status, reason: '', lines });
  return keeps ? latin1Of(content.text).slice(0, ERROR_START_BYTES) : '';
}
