/** The lab's hosts. Names under `.test` are in no DNS (RFC 6761): they exist behind corscope's proxy alone. */
export const PAGE_HOST = 'app.lab.test';
export const WWW_HOST = 'www.app.lab.test';
export const API_HOST = 'api.lab.test';
export const AUTH_HOST = 'auth.lab.test';
/** The same backend under a name for which the cases give it another policy. */
export const FILES_HOST = 'files.lab.test';
/** The same API at another site (scheme and registrable domain) than the page, where cookies are third-party ones. */
export const PARTNER_HOST = 'api.parcel.test';

export const PAGE_ORIGIN = `https://${PAGE_HOST}`;
export const WWW_ORIGIN = `https://${WWW_HOST}`;
export const PLAIN_PAGE_ORIGIN = `http://${PAGE_HOST}`;

/** Hosts that the CDN serves. */
export const EDGE_HOSTS: readonly string[] = [API_HOST, FILES_HOST, PARTNER_HOST];
