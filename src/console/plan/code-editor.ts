/**
 * CodeMirror, set up for a plan. It lives in a shadow root: there it puts its rules into a constructed style sheet, where in
 * the page it would write a `<style>`, which our content security policy forbids.
 */
import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentSelection,
  insertNewlineAndIndent,
} from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  codeFolding,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { FindingView } from '../../contract/common.ts';
import { findingTold, hintTold } from '../words/findings.ts';
import { type Schema, suggestions } from './complete.ts';

export interface CodeEditor {
  /** Does nothing if that is the text. */
  set(text: string): void;
  mark(findings: readonly FindingView[]): void;
  goTo(line: number, column: number): void;
  close(): void;
}

interface EditorNeeds {
  readonly place: HTMLElement;
  readonly text: string;
  /** For who reads by ear. */
  readonly label: string;
  readonly schema: Schema;
  readonly changed: (text: string) => void;
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--talking)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--free)' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--ink-soft)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: 'var(--step-1)', color: 'var(--ink)', background: 'var(--card)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-gutters': { background: 'var(--sunken)', color: 'var(--ink-soft)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': {
    background: 'color-mix(in oklab, var(--accent-soft) 45%, transparent)',
  },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    background: 'color-mix(in oklab, var(--accent) 28%, transparent) !important',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-tooltip, .cm-panels': {
    background: 'var(--card)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    background: 'var(--accent)',
    color: 'var(--accent-ink)',
  },
  '.cm-completionInfo': { maxWidth: '24rem', whiteSpace: 'normal', fontFamily: 'var(--text)' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'inherit' },
  // Its own marks are pictures as `data:`, which our policy does not load.
  '.cm-lintRange': { backgroundImage: 'none !important', textUnderlineOffset: '0.2em' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--bad)' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn)' },
  '.cm-lint-marker-error': { content: '"✕"', color: 'var(--bad)', fontWeight: '700' },
  '.cm-lint-marker-warning': { content: '"!"', color: 'var(--warn)', fontWeight: '700' },
  '.cm-diagnostic': { fontFamily: 'var(--text)' },
  '.cm-textfield, .cm-button': {
    background: 'var(--card)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    font: 'inherit',
  },
  '.cm-searchMatch': { background: 'var(--warn-soft)', outline: '1px solid var(--warn)' },
  '.cm-foldPlaceholder': {
    background: 'var(--sunken)',
    color: 'var(--ink-soft)',
    border: '1px solid var(--line)',
  },
});

export function openEditor({ place, text, label, schema, changed }: EditorNeeds): CodeEditor {
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  const complete = (context: CompletionContext) => {
    const found = suggestions(schema, context.state.doc.toString(), context.pos);
    if (!found || (!context.explicit && found.from === context.pos)) return null;
    return {
      from: found.from,
      options: found.options.map(({ label: word, about, write }) => ({
        label: word,
        apply: write,
        ...(about !== undefined && { info: about }),
      })),
      validFor: /^[\w ./:+-]*$/,
    };
  };
  const view = new EditorView({
    parent: root,
    root,
    doc: text,
    extensions: [
      lineNumbers(),
      foldGutter(),
      codeFolding(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      search({ top: true }),
      indentUnit.of('  '),
      EditorState.tabSize.of(2),
      yaml(),
      syntaxHighlighting(colours),
      autocompletion({ override: [complete], icons: false }),
      lintGutter(),
      theme,
      EditorView.contentAttributes.of({
        'aria-label': label,
        tabindex: '0',
        spellcheck: 'false',
        autocapitalize: 'off',
      }),
      EditorView.updateListener.of((update) => {
        const isOurs = update.transactions.some((one) => one.annotation(Transaction.remote) === true);
        if (update.docChanged && !isOurs) changed(update.state.doc.toString());
      }),
      // Not Tab: by it who uses no mouse leaves the editor.
      keymap.of([
        { key: 'Enter', run: insertNewlineAndIndent },
        { key: 'Mod-Alt-\\', run: indentSelection },
        ...completionKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...lintKeymap,
        ...defaultKeymap,
      ]),
    ],
  });
  const offsetOf = (line: number, column: number): number => {
    const { doc } = view.state;
    const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(to, from + column - 1);
  };
  return {
    set(next) {
      const now = view.state.doc.toString();
      if (now === next) return;
      view.dispatch({ changes: difference(now, next), annotations: Transaction.remote.of(true) });
    },
    mark(findings) {
      const marks = findings.map((finding) => {
        const { line, column, severity } = finding;
        const from = offsetOf(line, column);
        const end = view.state.doc.lineAt(from).to;
        const word = /^[^\s,:{}[\]#]+/.exec(view.state.doc.sliceString(from, end))?.[0].length ?? 0;
        return {
          from,
          to: Math.max(from, from + word),
          severity,
          message: [findingTold(finding).text, hintTold(finding)?.text].filter(Boolean).join('\n'),
        };
      });
      view.dispatch(setDiagnostics(view.state, marks));
    },
    goTo(line, column) {
      const at = offsetOf(line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    close: () => view.destroy(),
  };
}

/** Only what differs in between: the cursor stays where it is, and so does what was folded. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let end = 0;
  while (
    end < before.length - from &&
    end < after.length - from &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
