import { DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../../proxy/options.ts';

/** A corscope with the lab behind it; `home` is to be added. */
export const LAB_OPTIONS = {
  host: '127.0.0.1',
  port: 0,
  taps: [],
  connectTo: [],
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  bodyBytes: DEFAULT_BODY_BYTES,
  lab: true,
};
