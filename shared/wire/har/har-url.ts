import { latin1Of } from '../../http/latin1.ts';

/** Where an entry's request went. */
export interface HarUrl {
  readonly scheme: 'http' | 'https';
  readonly websocket: boolean;
  readonly authority: string;
  /** Port of the connection. */
  readonly port: number;
  /** Origin-form: path and query, as in the file. */
  readonly target: string;
}

const SCHEMES = {
  http: { scheme: 'http', websocket: false, port: 80 },
  https: { scheme: 'https', websocket: false, port: 443 },
  ws: { scheme: 'http', websocket: true, port: 80 },
  wss: { scheme: 'https', websocket: true, port: 443 },
} as const;

/** Null for what no network ever saw: `data:`, `blob:`, `chrome-extension:` and their like. */
export function readHarUrl(text: string): HarUrl | null {
  const parts = /^(https?|wss?):\/\/(?:[^/?#@]*@)?([^/?#@]+)([^#]*)/i.exec(text.replace(/[\t\r\n]/g, ''));
  const kind = SCHEMES[parts?.[1]?.toLowerCase() as keyof typeof SCHEMES];
  if (!parts?.[2]) return null;
  const port = /:(\d*)$/.exec(parts[2]);
  const given = port?.[1] ? Number(port[1]) : kind.port;
  const host = port === null ? parts[2] : parts[2].slice(0, port.index);
  const target = latin1Of(parts[3] ?? '');
  return {
    ...kind,
    authority: latin1Of(given === kind.port ? host : `${host}:${given}`),
    port: given,
    target: target.startsWith('/') ? target : `/${target}`,
  };
}
