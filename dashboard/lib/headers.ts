/** Names that CORS reads, or that decide whether it is asked, in the order in which a person looks for them. */
const REQUEST = [
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  'access-control-request-private-network',
  'cookie',
  'authorization',
  'content-type',
];

const RESPONSE = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
  'access-control-allow-private-network',
  'timing-allow-origin',
  'vary',
  'location',
  'set-cookie',
  'www-authenticate',
  'cache-control',
  'age',
  'cross-origin-resource-policy',
  'content-type',
  'via',
];

export type Side = 'request' | 'response';

/** Smaller is more important; null: shown only when all are asked for. */
export function rankOf(side: Side, name: string): number | null {
  const rank = (side === 'request' ? REQUEST : RESPONSE).indexOf(name.toLowerCase());
  return rank === -1 ? null : rank;
}
