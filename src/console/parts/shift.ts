/** Of a shift with a browser phone, what every page has to know. The phone's own code comes with the desk (`desk/in-shift.ts`). */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

const inShift = 'cordboard.shift';

/** In this tab; a reload keeps it. */
export const isInShift = (): boolean => sessionStorage.getItem(inShift) !== null;
export const shiftBegins = (): void => sessionStorage.setItem(inShift, 'yes');
export const shiftEnds = (): void => sessionStorage.removeItem(inShift);

/** What the phone has to say on every page; undefined: this page has opened none. */
export const phoneBanner = signal<ComponentType | undefined>(undefined);
