/** Light or dark: as the device says, unless the person chose. */
import { effect, signal } from '@preact/signals';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = 'cordboard.theme';
const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);
const found = localStorage.getItem(kept);

export const theme = signal<Theme>(isTheme(found) ? found : 'system');

effect(() => {
  localStorage.setItem(kept, theme.value);
  if (theme.value === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme.value;
});
