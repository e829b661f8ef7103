import { isPathPrefix } from './policy.ts';

/** A segment that names a part of an API and not one thing in it: words, and versions such as `v2`. */
const PART = /^(?:v\d+|[a-z][a-z_-]*)$/i;

/** The longest folder that all of these paths are in, for as long as its segments name parts of an API; `/` is one. */
export function commonPrefix(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map(folderOf);
  const shared = first.findIndex((segment, at) => others.some(other => other[at] !== segment));
  const segments = shared === -1 ? first : first.slice(0, shared);
  const prefix = ['', ...segments, ''].join('/');
  return isPathPrefix(prefix) ? prefix : '/';
}

/** Its last segment names the thing itself. */
function folderOf(path: string): string[] {
  const segments = path
    .replace(/[?#].*$/s, '')
    .split('/')
    .slice(1, -1);
  const end = segments.findIndex(segment => !PART.test(segment));
  return end === -1 ? segments : segments.slice(0, end);
}
