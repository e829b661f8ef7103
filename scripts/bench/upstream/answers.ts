const BODY_BYTES = 1024;

/** 1 KB of JSON. */
export const BODY = `{"orders":[${'7,'.repeat((BODY_BYTES - 14) / 2)}7]}`;

export const CORS_LINES = [
  ['Access-Control-Allow-Origin', 'https://app.example.test'],
  ['Vary', 'Origin'],
] as const;

export const PREFLIGHT_LINES = [
  ...CORS_LINES,
  ['Access-Control-Allow-Methods', 'GET, PUT, DELETE'],
  ['Access-Control-Allow-Headers', 'authorization, x-request-id'],
] as const;
