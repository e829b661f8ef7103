import type { DevTools } from '../browser/devtools.ts';
import { openPage, type Page } from '../browser/page.ts';
import type { LabCase } from './lab-case.ts';
import { PAGE_ORIGIN } from './lab-hosts.ts';
import { type PageResult, readPageResult, runExpression } from './page-result.ts';

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
    const call = runExpression(labCase.id);
    const page = await this.pageAt(origin);
    const result = await page.evaluate(call).catch(async () => {
      // whoever sits before the browser may have closed the tab
      this.pages.delete(origin);
      return (await this.pageAt(origin)).evaluate(call);
    });
    return readPageResult(result);
  }

  private pageAt(origin: string): Promise<Page> {
    const known = this.pages.get(origin) ?? openPage(this.devTools, `${origin}/`);
    this.pages.set(origin, known);
    known.catch(() => this.pages.delete(origin));
    return known;
  }
}
