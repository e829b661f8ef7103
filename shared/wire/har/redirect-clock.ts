import { hrefOf, parseUrl } from '../../http/url.ts';
import { exchangeUrl } from '../../trace/exchange.ts';
import { redirectOf } from '../../trace/redirect.ts';
import { type ExchangeRecord, readExchange } from '../exchange-record.ts';

/**
 * A redirect was answered before it was followed, whatever the file's clock says: some exporters round to seconds, or
 * count the whole chain into the first entry's time.
 */
export function followClock(records: readonly ExchangeRecord[]): ExchangeRecord[] {
  const starts = new Map<string, number>();
  const adjusted: ExchangeRecord[] = [];
  for (const record of [...records].reverse()) {
    const exchange = readExchange(record);
    const target = redirectOf(exchange)?.target;
    const next = target == null ? undefined : starts.get(hrefOf(target));
    adjusted.push(next === undefined ? record : answeredBy(record, next));
    const url = parseUrl(exchangeUrl(exchange));
    if (url !== null) starts.set(hrefOf(url), record.startedAt);
  }
  return adjusted.reverse();
}

function answeredBy(record: ExchangeRecord, time: number): ExchangeRecord {
  const { timings, startedAt } = record;
  const latest = time - startedAt;
  if (timings.delivered === null || latest < 0 || timings.delivered <= latest) return record;
  return { ...record, timings: { ...timings, returned: latest, delivered: latest } };
}
