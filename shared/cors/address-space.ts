import ipaddr from 'ipaddr.js';

/** How far an address reaches: this machine, its network, everybody. https://wicg.github.io/local-network-access/#ip-address-space */
export type AddressSpace = 'loopback' | 'local' | 'public';

const LOCAL_RANGES: ReadonlySet<string> = new Set([
  'private',
  'carrierGradeNat',
  'linkLocal',
  'uniqueLocal',
  'deprecatedSiteLocal',
  'unspecified',
  'benchmarking',
]);

/** Null where the text is no address. An IPv4 address inside an IPv6 one counts as itself. */
export function addressSpaceOf(address: string): AddressSpace | null {
  const text = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!/^[\d.]+$|:/.test(text)) return null;
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null;
  const range = ipaddr.process(text).range();
  if (range === 'loopback') return 'loopback';
  return LOCAL_RANGES.has(range) ? 'local' : 'public';
}

/** Null for a name that only its resolver knows. */
export function hostAddressSpace(host: string): AddressSpace | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  return name.endsWith('.local') ? 'local' : addressSpaceOf(name);
}
