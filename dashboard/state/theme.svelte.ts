const KEPT = 'corscope-theme';
const CHOICES = ['system', 'light', 'dark'] as const;

export type ThemeChoice = (typeof CHOICES)[number];

/** What the person chose; `system` follows the operating system by itself, through `color-scheme`. */
class Theme {
  choice = $state<ThemeChoice>(remembered());

  next(): void {
    this.choice = CHOICES[(CHOICES.indexOf(this.choice) + 1) % CHOICES.length] ?? 'system';
    localStorage.setItem(KEPT, this.choice);
    this.apply();
  }

  apply(): void {
    const root = document.documentElement;
    if (this.choice === 'system') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', this.choice);
  }
}

function remembered(): ThemeChoice {
  const kept = localStorage.getItem(KEPT);
  return CHOICES.find(choice => choice === kept) ?? 'system';
}

export const theme = new Theme();
