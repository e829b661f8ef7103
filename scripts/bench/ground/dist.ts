/** The package's root. */
export const ROOT = new URL('../../../', import.meta.url);

/** What is measured is what is shipped: a module as it was built. */
export function built<Module>(path: string): Promise<Module> {
  return import(new URL(`dist/${path}`, ROOT).href) as Promise<Module>;
}
