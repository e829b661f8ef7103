/** The parts, in the order in which they are shown. */
export const PARTS = [
  { id: 'part-colors', title: 'Colors' },
  { id: 'part-type', title: 'Type' },
  { id: 'part-glyphs', title: 'Glyphs and icons' },
  { id: 'part-button', title: 'Button' },
  { id: 'part-switch', title: 'Switch' },
  { id: 'part-field', title: 'Field' },
  { id: 'part-chip', title: 'Chip' },
  { id: 'part-callout', title: 'Callout' },
  { id: 'part-table', title: 'Table and terms' },
  { id: 'part-code', title: 'Code line and wire line' },
  { id: 'part-tabs', title: 'Tabs' },
  { id: 'part-over', title: 'Tooltip, popover, dialog' },
] as const;

export const COLORS = [
  ...['bg', 'surface', 'raised', 'hover', 'line', 'line-strong', 'text', 'text-2', 'text-3'],
  ...['accent', 'accent-bg', 'on-accent', 'mark', 'mark-bg'],
  ...[
    'blocked',
    'blocked-bg',
    'depends',
    'depends-bg',
    'allowed',
    'allowed-bg',
    'not-cors',
    'not-cors-bg',
    'pending',
    'pending-bg',
  ],
] as const;

export const TYPE = ['mini', 'small', 'base', 'large', 'heading', 'title', 'hero'] as const;
export const GLYPHS = ['blocked', 'depends', 'allowed', 'not-cors', 'pending', 'pass', 'fail', 'skip'] as const;
export const CHIPS = ['', 'strong', 'faint', 'accent', 'mark', 'blocked', 'depends', 'alarm'] as const;
export const CALLOUTS = ['', 'accent', 'mark', 'depends'] as const;
