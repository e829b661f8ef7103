/** Bytes of a small HTML page that corscope answers itself. `Connection: close`: nothing follows on this connection. */
export function ownPage(status: number, reason: string, title: string, sentences: readonly string[]): Buffer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)} · corscope</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:12vh auto;padding:0 1rem;color-scheme:light dark}
code{font-family:ui-monospace,monospace}small{opacity:.7}</style>
<h1>${escapeHtml(title)}</h1>${sentences.map(text => `<p>${escapeHtml(text)}</p>`).join('')}
<p><small>This page was made by corscope, not by the site.</small></p></html>`;
  const head =
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: text/html; charset=utf-8\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n`;
  return Buffer.from(head + body);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, char => `&#${char.charCodeAt(0)};`);
}
