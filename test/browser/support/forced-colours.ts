/** What people lose who see a page in the colours of their system, where browsers drop backgrounds and shadows. */
import type { Page } from 'playwright-core';

/**
 * @returns what was drawn by a background or a fill and is gone, states that look like their opposite but for a background or
 * the colour of the text, and a focus that nobody sees; the page is in forced colours afterwards
 */
export async function lostInForcedColours(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'none' });
  await page.evaluate(inPage, 'mark' as const);
  await page.emulateMedia({ forcedColors: 'active' });
  // The first is the link that skips the navigation.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  return await page.evaluate(inPage, 'compare' as const);
}

/** Marks each part that is nothing but a colour; compares what is left of those, of states and of the focus. */
function inPage(step: 'mark' | 'compare'): string[] {
  const isClear = (colour: string): boolean => /^(none|transparent|rgba\(.*, 0\)|.*\/ 0\))$/.test(colour);
  const groundOf = (element: Element): string => {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (!isClear(backgroundColor)) return backgroundColor;
    }
    return 'none';
  };
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return (width > 0 || height > 0) && element.checkVisibility();
  };
  const isShape = (element: Element): boolean => /^(rect|circle|path|polyline|line)$/.test(element.tagName);
  const isPainted = (element: Element): boolean => {
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const differs = (colour: string): boolean => !isClear(colour) && colour !== ground;
    if (isShape(element)) return differs(style.fill) || differs(style.stroke);
    const hasBorder = parseFloat(style.borderTopWidth) > 0 && differs(style.borderTopColor);
    return hasBorder || style.backgroundImage !== 'none' || differs(style.backgroundColor);
  };
  const all = (which: string): Element[] => [...document.querySelectorAll(which)].filter(isSeen);
  const said = (element: Element): string => element.outerHTML.slice(0, 120);

  if (step === 'mark') {
    for (const element of all('body *:not(defs *, .cm-editor *, input, select, textarea, meter, progress)'))
      if ((isShape(element) || element.childNodes.length === 0) && isPainted(element))
        element.setAttribute('data-painted', '');
    return [];
  }

  const lost = all('[data-painted]')
    .filter((element) => !isPainted(element))
    .map((element) => `gone: ${said(element)}`);

  const states = '[aria-pressed="true"], [aria-current]:not([aria-current="false"]), [aria-selected="true"]';
  const lookOf = (element: Element): string => {
    const style = getComputedStyle(element);
    const { borderColor, borderWidth, fontWeight, outlineStyle, textDecorationLine } = style;
    return [borderColor, borderWidth, fontWeight, outlineStyle, textDecorationLine].join(' ');
  };
  for (const element of all(states)) {
    const other = all(element.tagName).find(
      (each) => each.className === element.className && !each.matches(`${states}, :focus`),
    );
    if (other && lookOf(other) === lookOf(element)) lost.push(`looks like any other: ${said(element)}`);
  }

  const focused = document.activeElement;
  if (focused && focused !== document.body) {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(focused);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2 || outlineColor === groundOf(focused))
      lost.push(`has the focus, unseen: ${said(focused)}`);
  }
  return lost;
}
