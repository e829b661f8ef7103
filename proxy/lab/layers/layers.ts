/** From the browser inwards; the identity provider and the CDN's port 80 stand beside them. */
export const LAYERS = ['cdn', 'gateway', 'reverse-proxy', 'app', 'auth', 'cdn-http'] as const;
export type LayerName = (typeof LAYERS)[number];
