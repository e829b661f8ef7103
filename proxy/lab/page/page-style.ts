/** The lab page's style sheet, light and dark. */
export const PAGE_STYLE = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2433, #e4e8f0);
  --faint: light-dark(#596274, #9aa5b8);
  --paper: light-dark(#f6f7f9, #14171d);
  --card: light-dark(#ffffff, #1c2029);
  --rule: light-dark(#d9dee7, #323947);
  --accent: light-dark(#1f56c4, #8ab4ff);
  --blocked: light-dark(#b3261e, #ff9d94);
  --allowed: light-dark(#1a6b3c, #7fd8a4);
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 0; }
h3, section h2 { font-size: 1.125rem; margin: 0; }
p { margin: .5rem 0; }
section { margin-top: 1rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--rule); border-radius: .5rem; }
code { font: .875rem ui-monospace, monospace; color: var(--faint); overflow-wrap: anywhere; }
button {
  font: inherit; padding: .25rem 1rem; border-radius: .375rem; cursor: pointer;
  color: var(--accent); background: transparent; border: 1px solid currentcolor;
}
button:hover { background: color-mix(in srgb, currentcolor 12%, transparent); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
output { display: block; margin-top: .5rem; overflow-wrap: anywhere; }
output:empty { display: none; }
output[data-state="blocked"] { color: var(--blocked); }
output[data-state="allowed"] { color: var(--allowed); }
`;
