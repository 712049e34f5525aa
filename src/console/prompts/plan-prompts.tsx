/** Everything that the plan says: its words, the languages that are missing, and how it sounds. */
import { useState } from 'preact/hooks';
import type { PlanPromptView, PromptList } from '../../contract/sound-library.ts';
import { api } from '../api/api.ts';
import { Cell } from '../parts/cell.tsx';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { languageName } from '../words/figures.ts';
import { t } from '../words/words.ts';

/** What the engine says of its own accord, in words that a plan may replace: dozens of rows. */
const builtIn = 'spoken, ';

export function PlanPrompts({ list }: { readonly list: PromptList | undefined }) {
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [withBuiltIn, setWithBuiltIn] = useState(false);
  const words = t().prompts;
  const rows = list?.prompts.filter(
    ({ missing, where }) =>
      (!onlyMissing || missing.length > 0) && (withBuiltIn || !where.startsWith(builtIn)),
  );
  return (
    <section aria-labelledby="plan-prompts">
      <h2 id="plan-prompts">{words.planPrompts}</h2>
      <label class="row">
        <input
          type="checkbox"
          checked={onlyMissing}
          onChange={({ currentTarget }) => setOnlyMissing(currentTarget.checked)}
        />
        {words.onlyMissing}
      </label>
      <label class="row">
        <input
          type="checkbox"
          checked={withBuiltIn}
          onChange={({ currentTarget }) => setWithBuiltIn(currentTarget.checked)}
        />
        {words.builtIn}
      </label>
      {list && rows !== undefined && rows.length > 0 && (
        <ListTable labelledBy="plan-prompts" heads={[words.where, words.words, words.missing, words.hear]}>
          {rows.map((row) => (
            <Row key={row.id} row={row} languages={list.languages} />
          ))}
        </ListTable>
      )}
      <ListStatus rows={rows} refused={undefined} none={words.nothingMissing} />
    </section>
  );
}

function Row({ row, languages }: { readonly row: PlanPromptView; readonly languages: readonly string[] }) {
  const { id, where, words: said, missing } = row;
  const [heard, setHeard] = useState<string>();
  const words = t().prompts;
  const [own = 'en'] = languages;
  return (
    <tr>
      <th scope="row">{where}</th>
      <Cell name={words.words}>{said[own]}</Cell>
      <Cell name={words.missing}>
        {missing.length > 0 && (
          <span class="prompts-missing">{missing.map((one) => languageName(one)).join(', ')}</span>
        )}
      </Cell>
      <Cell name={words.hear}>
        {heard === undefined ? (
          <span class="row">
            {languages.map((one) => (
              <button
                key={one}
                type="button"
                class="button small"
                aria-label={words.hearOne(where, languageName(one))}
                onClick={() => setHeard(one)}
              >
                {one}
              </button>
            ))}
          </span>
        ) : (
          <audio
            controls
            autoplay
            src={api.sounds.promptAudio(id, heard)}
            aria-label={words.hearOne(where, languageName(heard))}
            onEnded={() => setHeard(undefined)}
            onError={() => setHeard(undefined)}
          />
        )}
      </Cell>
    </tr>
  );
}
