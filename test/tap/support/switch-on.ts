import { afterEach } from 'vitest';
import type { FixDraft } from '../../../shared/fixes/fix.ts';
import type { Stage } from './stage.ts';

/** Switches a fix on until the test is over, and gives its id. */
export type SwitchOn = (draft: Partial<FixDraft> & Pick<FixDraft, 'do'>) => string;

export function switchingOn(stage: () => Stage): SwitchOn {
  let ids: string[] = [];
  afterEach(() => {
    for (const id of ids) stage().corscope.fixes.remove(id);
    ids = [];
  });
  return draft => {
    const { id } = stage().corscope.fixes.add({ title: 'a try', enabled: true, when: {}, ...draft });
    ids.push(id);
    return id;
  };
}
