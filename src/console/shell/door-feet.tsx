/** Below what is shown before anyone has logged in. */
import { LanguageChoice, ThemeChoice } from './choices.tsx';

export const DoorFeet = () => (
  <div class="door-feet">
    <LanguageChoice />
    <ThemeChoice />
  </div>
);
