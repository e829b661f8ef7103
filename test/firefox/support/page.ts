import { API, type Row } from './row.ts';

/** A page that asks row after row and reports each to its own origin; no driver is needed to hear of it. */
export function pageHtml(rows: readonly Row[]): string {
  const calls = rows.map(({ call: { to = API, ...init } = {} }, row) => ({ row, url: `${to}/${row}/0`, init }));
  const json = JSON.stringify(calls).replaceAll('<', '\\u003c');
  return `<!doctype html><title>cases</title><link rel="icon" href="data:,"><script>
const sawOf = async ({ url, init }) => {
  try {
    const response = await fetch(url, init);
    await response.text();
    return { error: null, type: response.type, names: [...response.headers.keys()] };
  } catch (error) {
    return { error: String(error), type: null, names: [] };
  }
};
(async () => {
  for (const call of ${json}) {
    const body = JSON.stringify({ row: call.row, ...(await sawOf(call)) });
    await fetch('/report', { method: 'POST', body });
  }
})();
</script>`;
}
