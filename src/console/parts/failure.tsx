/** What has gone wrong: in the language of the reader, and what the engine says about this case. */
import { failureTold, remedyTold } from '../words/failures.ts';

export function Failure({ code, said }: { code: string; said: string }) {
  const { own, english } = failureTold(code, said);
  if (own === undefined) return <span lang="en">{english}</span>;
  return (
    <>
      {own}
      {english !== '' && (
        <span class="soft" lang="en">
          {' '}
          {english}
        </span>
      )}
    </>
  );
}

/** What to do about it, in the person's language if the table of failures says it. */
export function Remedy({ code, said }: { code: string; said: string }) {
  const { text, lang } = remedyTold(code, said);
  return (
    <span class="soft" lang={lang}>
      {' '}
      {text}
    </span>
  );
}
