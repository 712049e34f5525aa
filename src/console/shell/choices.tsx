/** Language and colours. */
import { chooseLanguage, type Language, language, languages, t } from '../words/words.ts';
import { type Theme, theme, themes } from './theme.ts';

const tags = Object.keys(languages) as Language[];

export const LanguageChoice = () => (
  <select
    class="input"
    aria-label={t().shell.language}
    value={language.value}
    onChange={({ currentTarget }) => void chooseLanguage(currentTarget.value as Language)}
  >
    {tags.map((tag) => (
      <option key={tag} value={tag} lang={tag}>
        {languages[tag].title}
      </option>
    ))}
  </select>
);

export const ThemeChoice = () => (
  <select
    class="input"
    aria-label={t().shell.theme.label}
    value={theme.value}
    onChange={({ currentTarget }) => {
      theme.value = currentTarget.value as Theme;
    }}
  >
    {themes.map((name) => (
      <option key={name} value={name}>
        {t().shell.theme[name]}
      </option>
    ))}
  </select>
);
