import type { Answer } from './answer.ts';
import { type Predicate, page } from './predicates.ts';

/** nginx's error page, which several products have with their own name at the foot. */
export function nginxPage(name: string): Predicate {
  return page(new RegExp(`<hr><center>${name}(?:/[\\d.]+)?(?: \\([^)<]*\\))?</center>`));
}

/** Does the path that was asked for stand in the page, as a server writes it that repeats the request? */
export function pageWith(text: (answer: Answer) => string): Predicate {
  return answer => {
    const words = text(answer);
    return answer.page.includes(words) ? { lines: [], words: [words] } : null;
  };
}

export function pathOf({ request }: Answer): string {
  return request.target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/\?.*$/s, '');
}
