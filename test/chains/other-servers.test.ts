import { PATTERNS } from './patterns/index.ts';
import { testPatterns } from './support/test-patterns.ts';

testPatterns(PATTERNS.filter(({ id }) => !id.startsWith('nginx')));
