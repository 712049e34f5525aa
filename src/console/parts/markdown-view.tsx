/** Draws Markdown. Every text is a text of the page, so that nothing in an article can be taken for HTML or a script. */
import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { type Block, type Inline, readMarkdown } from './markdown.ts';
import './markdown.css';

/** `below`: level of the heading above it; those of the text go on from there. */
export const Markdown = ({ text, below }: { text: string; below: 1 | 2 }) => (
  <div class="markdown">
    {readMarkdown(text).map((block, nth) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn anew as a whole
      <OneBlock key={nth} block={block} below={below} />
    ))}
  </div>
);

function OneBlock({ block, below }: { block: Block; below: 1 | 2 }): ComponentChildren {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, below + block.level)}` as 'h2';
      return <Heading>{drawn(block.parts)}</Heading>;
    }
    case 'paragraph':
      return <p>{drawn(block.parts)}</p>;
    case 'list': {
      const items = block.items.map((blocks, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn anew as a whole
        <li key={nth}>{inside(blocks, below)}</li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'quote':
      return <blockquote>{inside(block.blocks, below)}</blockquote>;
    case 'code':
      // It may be wider than the page, and is then reached by keyboard.
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'line':
      return <hr />;
  }
}

/** The one paragraph of an item needs no space of its own. */
function inside(blocks: readonly Block[], below: 1 | 2): ComponentChildren {
  return blocks.map((block, nth) =>
    nth === 0 && block.kind === 'paragraph' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn anew as a whole
      <span key={nth}>{drawn(block.parts)}</span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn anew as a whole
      <OneBlock key={nth} block={block} below={below} />
    ),
  );
}

const drawn = (parts: readonly Inline[]): ComponentChildren =>
  parts.map((part) => {
    switch (part.kind) {
      case 'text':
        return part.text;
      case 'code':
        return <code>{part.text}</code>;
      case 'strong':
        return <strong>{drawn(part.parts)}</strong>;
      case 'em':
        return <em>{drawn(part.parts)}</em>;
      case 'link':
        return part.to.startsWith('/') ? (
          <Link href={part.to}>{drawn(part.parts)}</Link>
        ) : (
          <a href={part.to} target="_blank" rel="noopener noreferrer">
            {drawn(part.parts)}
          </a>
        );
    }
  });
