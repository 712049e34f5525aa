/** A person at the console, and all that their browser complains about. */
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { password } from './house.ts';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export interface Visit {
  readonly page: Page;
  /** Violations of the content security policy, faults of scripts, and requests to anyone but the engine. */
  readonly complaints: string[];
  close(): Promise<void>;
}

interface VisitOptions {
  readonly as?: string;
  readonly language?: string;
  readonly width?: number;
  readonly height?: number;
}

export async function visit(
  browser: Browser,
  url: string,
  path: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const { as, language, width = 1280, height = 720 } = options;
  const settings: BrowserContextOptions = {
    viewport: { width, height },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(settings);
  await context.addInitScript({ content: axe.source });
  if (language !== undefined)
    await context.addInitScript((tag) => localStorage.setItem('cordboard.language', tag), language);
  if (as !== undefined) {
    const answer = await context.request.post(`${url}/v1/session`, {
      data: { name: as, password },
      headers: { origin: url },
    });
    if (!answer.ok()) throw new Error(`${as} cannot log in: ${await answer.text()}`);
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // What the API refuses is no fault of the page: a desk asks whether there is a browser phone, a door who is there.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url()))
      complaints.push(`asks ${request.url()}`);
  });
  await page.goto(`${url}${path}`);
  return { page, complaints, close: () => context.close() };
}

/** What axe finds, each with where. */
export async function barriers(page: Page): Promise<string[]> {
  const found = await page.evaluate(
    async (tags) =>
      await (
        globalThis as unknown as {
          axe: {
            run(
              where: Document,
              options: object,
            ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
          };
        }
      ).axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    levels,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 160)} ${failureSummary.replaceAll('\n', ' ').slice(0, 200)}`,
    ),
  );
}

/** How far the page is wider than its window; 0: it is not. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Texts that are cut off, but for those that end in three dots by design, which have a title or stand whole elsewhere. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, a, label, h1, h2, h3, dt, dd, th, .note, .chip')]
      .filter((element) => {
        const style = getComputedStyle(element);
        const isMeant = style.textOverflow === 'ellipsis' || element.closest('.hidden-words, svg') !== null;
        return !isMeant && style.overflow !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => element.textContent.slice(0, 60)),
  );
