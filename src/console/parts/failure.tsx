/** What has gone wrong: in the language of the reader, and what the engine says about this case. */
import { failureTold } from '../words/failures.ts';

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
