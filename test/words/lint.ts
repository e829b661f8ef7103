import type { Area, Said } from '../../scripts/words/said.ts';

/** What no sentence may have, whatever it is about. */
const NEVER: readonly (readonly [problem: string, pattern: RegExp])[] = [
  ['a value left out', /undefined|NaN|\[object |``|\{(?!origin|request-method|request-headers)[a-z-]+\}/],
  ['a doubled space', / {2}/],
  ['an exclamation mark', /!(?![\w`])/],
  ['an apology, a plea or a filler', /\b(?:sorry|please|simply|just|oops|unfortunately|something went wrong)\b/i],
  ['a space before punctuation', / [,;:.](?:\s|$)/],
  ['doubled punctuation', /,,|;;|(?<!\w)::|[,;:]\.(?:\s|$)|(?<!\.)\.\.(?!\.)/],
  ['a doubled word', /\b([a-z]+) \1\b/i],
  [
    'a singular after many',
    /(?<![\d.]|the )(?:[2-9]|\d\d+) (?:request|response|journey|exchange|redirect|address|line)\b(?!s)/,
  ],
  ['a plural after one', /(?<![\d.])1 (?:requests|responses|journeys|exchanges|redirects|addresses|lines)\b/],
  [
    'British spelling',
    /\b(?:colour|behaviour|neighbour|favour|honour|grey|centre|catalogue|licence|inwards|outwards|cancell(?:ed|ing)|labell(?:ed|ing)|(?:recogn|organ|author|normal|serial|optim|initial|custom|minim|summar|priorit|synchron|canonical)is(?:e[ds]?|ing|ation))/i,
  ],
  ['an answer that is a response', /\b(?:an|no|the|its|every|each|their) answers?\b/i],
  [
    'house English',
    /\b(?:mends?|mended|to the letter|for the sake of|has no say|is no (?:URL|name|origin|HAR|capture))\b/,
  ],
];

const WITHOUT_VALUES = /`[^`]*`/g;

/** Every sentence of an area that breaks a rule, with the rule; empty where all are well. */
export function lintProblems(area: Area): string[] {
  return area.said.flatMap(said => problemsOf(said, area).map(problem => `${problem}: ${said.text}`));
}

function problemsOf({ text }: Said, { form, most }: Area): string[] {
  const prose = text.replace(WITHOUT_VALUES, '`v`');
  const found = NEVER.filter(([problem, pattern]) => pattern.test(problem === 'a value left out' ? text : prose));
  return [
    ...found.map(([problem]) => problem),
    ...(prose.length > most ? [`${prose.length} characters, more than ${most}`] : []),
    ...(form === 'sentence' && !/[.?]$/.test(text) ? ['no full stop'] : []),
    ...(form === 'clause' && /[^.]\.$/.test(text) ? ['a full stop after a clause'] : []),
    ...(form !== 'label' &&
    !/^(?:[A-Z`“\d*]|corscope |http |[\w.-]+ (?:added|removed|changed|answered|joined) )/.test(text)
      ? ['a small letter at the beginning']
      : []),
    ...((text.split('`').length - 1) % 2 === 1 ? ['a backtick without its fellow'] : []),
  ];
}
