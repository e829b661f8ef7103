import * as v from 'valibot';
import type { DevTools } from '../browser/devtools.ts';
import { openPage, type Page } from '../browser/page.ts';
import type { LabCase } from './lab-case.ts';
import { PAGE_ORIGIN } from './lab-hosts.ts';

const ResultSchema = v.object({
  outcome: v.picklist(['allowed', 'blocked']),
  error: v.nullable(v.string()),
  works: v.boolean(),
});

/** What became of a case's last call, as the page saw it: could it read the answer, and had it then what it wanted? */
export type PageResult = v.InferOutput<typeof ResultSchema>;

/** The lab's pages in a browser that is driven: a tab for each origin that a case's page has. */
export class LabTabs {
  private readonly pages = new Map<string, Promise<Page>>();
  private readonly devTools: DevTools;

  constructor(devTools: DevTools) {
    this.devTools = devTools;
  }

  /** Rejects where the page cannot be opened, or the browser has ended. */
  async run(labCase: LabCase): Promise<PageResult> {
    const origin = labCase.page ?? PAGE_ORIGIN;
    const call = `runCase(${JSON.stringify(labCase.id)})`;
    const page = await this.pageAt(origin);
    const result = await page.evaluate(call).catch(async () => {
      // whoever sits before the browser may have closed the tab
      this.pages.delete(origin);
      return (await this.pageAt(origin)).evaluate(call);
    });
    return v.parse(ResultSchema, result);
  }

  private pageAt(origin: string): Promise<Page> {
    const known = this.pages.get(origin) ?? openPage(this.devTools, `${origin}/`);
    this.pages.set(origin, known);
    known.catch(() => this.pages.delete(origin));
    return known;
  }
}
