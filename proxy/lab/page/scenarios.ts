/** The checklist's scenarios, as people describe what they see. */
export const SCENARIOS: readonly (readonly [id: string, title: string])[] = [
  ['s1', 'Blocked in the browser, works from curl'],
  ['s2', 'The preflight fails'],
  ['s3', 'GET works, POST or PUT fails'],
  ['s4', 'It fails only with cookies or sessions'],
  ['s5', 'The app sets the right headers, the browser still fails'],
  ['s6', 'It fails only in production'],
  ['s7', 'It appears during token refresh or authenticated calls'],
];
