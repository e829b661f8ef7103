import { type AddressSpace, addressSpaceOf, hostAddressSpace } from '../../cors/address-space.ts';
import { hostOf } from '../../http/site.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { exchangesOf, type Journey } from '../../trace/journey.ts';
import { exchangeOf, lastJourney } from '../examples.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly host: string;
  readonly address: string;
  readonly space: AddressSpace;
  readonly page: string;
  /** Null where only the page's own server's address would tell. */
  readonly pageSpace: AddressSpace | null;
}

/**
 * Behind any proxy, Chromium makes no Local Network Access check: what works through corscope may need a permission, or be
 * refused, without it. Says nothing against what was seen.
 */
export const localNetworkHidden = {
  id: 'local-network-hidden',
  title: 'Without corscope, Local Network Access may block this request',
  severity: 'notes',
  scenario: 's6',
  checks: ['browser.origin', 'cat.not-cors'],
  spec: 'https://wicg.github.io/local-network-access/#local-network-access-check',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const page = subject.facts.pageOrigin;
    if (page === null || page === 'null' || page === subject.facts.apiOrigin) return [];
    const target = exchangesOf(subject.journey).find(isNear);
    if (target?.upstream == null) return [];
    const pageSpace = hostAddressSpace(hostOf(page));
    if (pageSpace === 'loopback' || pageSpace === 'local') return [];
    const { address } = target.upstream;
    const space = addressSpaceOf(address) ?? 'public';
    return [{ layer: 'browser', evidence: [], values: { host: target.authority, address, space, page, pageSpace } }];
  },
  explain({ values }) {
    const { host, address, space } = values;
    return {
      seen: `\`${host}\` is at \`${address}\`, ${space === 'loopback' ? 'this machine itself' : 'an address on a local network'}.`,
      why: whyNot(values),
      change: `Test the page without corscope as well. If it fails there, serve the API from a public address, or the page from the same network as \`${host}\`; no header of the API can allow it.`,
    };
  },
  examples: [
    {
      desc: 'a page on the internet, an API in the office',
      hits: 1,
      journey: routed('10.1.2.3', 'https://api.office.example', 'https://app.office.example'),
    },
    {
      desc: 'a page on an http address that everybody reaches',
      hits: 1,
      journey: routed('127.0.0.1', 'http://localhost:8080', 'http://93.184.216.34'),
    },
    {
      desc: 'near miss: the page is of this machine too',
      hits: 0,
      journey: routed('127.0.0.1', 'http://localhost:8080', 'http://localhost:3000'),
    },
    {
      desc: 'near miss: a name that no resolver knows was routed here by hand',
      hits: 0,
      journey: routed('127.0.0.1', 'https://api.lab.test', 'https://app.lab.test'),
    },
    {
      desc: 'near miss: a public address',
      hits: 0,
      journey: routed('93.184.216.34', 'https://api.office.example', 'https://app.office.example'),
    },
  ],
} satisfies Rule<Values>;

/**
 * Where the route was overridden the address is not the one that browsers would find: known of reserved names, which no
 * resolver answers, and of addresses that differ from the one in the URL. https://www.rfc-editor.org/rfc/rfc6761
 */
function isNear({ upstream, authority }: Exchange): boolean {
  if (upstream === null || addressSpaceOf(upstream.address) === 'public') return false;
  const host = hostOf(`http://${authority.toLowerCase()}`);
  const written = addressSpaceOf(host);
  if (written !== null) return written === addressSpaceOf(upstream.address);
  return !/\.(?:test|invalid)$/.test(host);
}

function whyNot({ page, pageSpace, space }: Values): string {
  const kind = space === 'loopback' ? 'this machine' : 'the local network';
  const asked = page.startsWith('https:')
    ? `Since version 142, Chromium asks for the user’s permission before a public page may reach ${kind}, and sends nothing without it (\`LocalNetworkAccessPermissionDenied\`)`
    : `Since version 142, Chromium does not let a public page without https reach ${kind} at all (\`InsecureLocalNetwork\`)`;
  const open =
    pageSpace === null ? `; whether \`${page}\` is a public page depends on the address that it was served from` : '';
  return `${asked}${open}. Through a proxy such as corscope, Chromium skips this check.`;
}

function routed(address: string, api: string, page: string): Journey {
  const exchange = exchangeOf(`GET ${api}/me\nOrigin: ${page}\n\n200 OK\nAccess-Control-Allow-Origin: ${page}`, 1);
  return lastJourney([{ ...exchange, upstream: { address, port: 443 } }]);
}
