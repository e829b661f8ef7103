import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profileParent } from '../../proxy/browser/profile-folder.ts';

const IN_SNAP = join(homedir(), 'snap', 'chromium', 'common');

test.each([
  { desc: 'a plain program', path: '/usr/bin/chromium', program: '/usr/lib/chromium/chromium', parent: tmpdir() },
  { desc: 'a snap', path: '/snap/bin/chromium', program: '/usr/bin/snap', parent: IN_SNAP },
  { desc: 'a link to a snap', path: '/usr/local/bin/browser', program: '/usr/bin/snap', parent: IN_SNAP },
])('the profile of $desc stands where both can see it', ({ path, program, parent }) => {
  expect(profileParent(path, program)).toBe(parent);
});
