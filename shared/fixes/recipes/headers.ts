/** Every header of the CORS protocol that an answer can have: what the owner replaces, whoever else sets it. */
export const CORS_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
];

/** As the value of one header line. */
export function listed(names: readonly string[]): string {
  return names.join(', ');
}
