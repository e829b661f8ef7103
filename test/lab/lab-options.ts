import { DEFAULT_OPTIONS } from '../../proxy/options.ts';

/** A corscope with the lab behind it; `home` is to be added. */
export const LAB_OPTIONS = { ...DEFAULT_OPTIONS, port: 0, lab: true };
