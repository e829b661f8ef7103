const KEPT = 'corscope-token';
const PLACEHOLDER = /^(__.*__)?$/;

/** The server's word in the page; else `#token=…` from the address, kept for this tab and taken out of it; else none. */
export function findToken(): string | null {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="corscope-token"]')?.content ?? '';
  if (!PLACEHOLDER.test(meta)) return meta;
  const hash = new URLSearchParams(location.hash.slice(1));
  const given = hash.get('token');
  if (given === null || given === '') return sessionStorage.getItem(KEPT);
  hash.delete('token');
  const rest = hash.toString();
  history.replaceState(null, '', rest === '' ? location.pathname + location.search : `#${rest}`);
  keepToken(given);
  return given;
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEPT, token);
}

export function dropToken(): void {
  sessionStorage.removeItem(KEPT);
}
