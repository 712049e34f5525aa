/**
 * A long list in a grid, in parts of whole rows. The browser lays out and paints those parts alone that are on the screen, and a
 * change concerns its own part; all of them are in the document, for the search in the page and for screen readers.
 */
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import './in-parts.css';

interface InPartsProps {
  /** Names the grid; its `--part-row` is how high a row is, with the gap, until it has been on the screen. */
  readonly class: string;
  readonly names: readonly string[];
  /**
   * For rows that come and go: from part to part, each that moves would be made again. One that leaves the front of a list in parts moves
   * one from each part to the one before.
   */
  readonly isOnePart?: boolean;
  readonly children: (name: string) => ComponentChild;
}

const rowsInPart = 10;

export function InParts({ class: grid, names, isOnePart = false, children }: InPartsProps) {
  const ruler = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(0);
  useLayoutEffect(() => {
    const element = ruler.current;
    if (!element) return;
    const measure = (): void => setColumns(getComputedStyle(element).gridTemplateColumns.split(' ').length);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="parts">
      <div ref={ruler} class={grid} aria-hidden="true" />
      {columns > 0 &&
        inParts(names, isOnePart ? names.length : columns * rowsInPart).map((part, nth) => (
          <ul key={nth} class={`${grid} part`} style={{ '--part-rows': Math.ceil(part.length / columns) }}>
            {part.map(children)}
          </ul>
        ))}
    </div>
  );
}

function inParts(names: readonly string[], size: number): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < names.length; from += size) parts.push(names.slice(from, from + size));
  return parts;
}
