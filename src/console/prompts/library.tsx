/** The sound library: what there is in which language; listen, upload, record at a phone, delete. */
import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { LibrarySoundView, SoundList } from '../../contract/sound-library.ts';
import { api } from '../api/api.ts';
import { type Answer, type Refused, refusedBy } from '../api/request.ts';
import { may, me } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { SelectChoice } from '../parts/choice.tsx';
import { textIn } from '../parts/form.ts';
import { ListStatus, ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { clockLength, languageName } from '../words/figures.ts';
import { t } from '../words/words.ts';

interface LibraryProps {
  readonly library: SoundList | undefined;
  readonly changed: () => void;
}

export function Library({ library, changed }: LibraryProps) {
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState('');
  const words = t().prompts;
  const sounds = library?.sounds;

  async function does<Value>(asked: Promise<Answer<Value>>, then: (value: Value) => string): Promise<void> {
    const answer = await asked;
    setRefused(refusedBy(answer));
    setSaid(answer.ok ? then(answer.value) : '');
    changed();
  }

  return (
    <section aria-labelledby="library">
      <h2 id="library">{words.library}</h2>
      <p class="soft">
        {words.libraryAbout} <Link href="/plan?view=daily">{t().plan.music}</Link>
      </p>
      {may('change_sounds') && library && <NewSound languages={library.languages} does={does} />}
      <Refusal refused={refused} />
      {sounds !== undefined && sounds.length > 0 && (
        <ListTable labelledBy="library" heads={[words.name, words.language, words.usedBy]}>
          {sounds.map((sound) => (
            <Row
              key={sound.name}
              sound={sound}
              remove={(language) => void does(api.sounds.remove(sound.name, language), () => '')}
            />
          ))}
        </ListTable>
      )}
      <ListStatus rows={sounds} refused={undefined} none={words.noSounds} said={said} />
    </section>
  );
}

interface RowProps {
  readonly sound: LibrarySoundView;
  readonly remove: (language: string) => void;
}

function Row({ sound, remove }: RowProps) {
  const { name, files, missing, usedBy } = sound;
  const words = t().prompts;
  return (
    <tr>
      <th scope="row">{name}</th>
      <Cell name={words.language}>
        <ul class="prompts-files">
          {files.map(({ language, lengthMs, changedAt }) => (
            <li key={language} class="row">
              <span>
                {languageName(language)} {clockLength(lengthMs)}
              </span>
              <audio
                controls
                preload="none"
                src={api.sounds.audio(name, language, changedAt)}
                aria-label={words.listen(name, languageName(language))}
              />
              {may('change_sounds') && usedBy.length === 0 && (
                <button
                  type="button"
                  class="button small"
                  aria-label={words.removeOne(name, languageName(language))}
                  onClick={() => remove(language)}
                >
                  {words.remove}
                </button>
              )}
            </li>
          ))}
          {missing.map((language) => (
            <li key={language} class="prompts-missing">
              {words.isMissing(languageName(language))}
            </li>
          ))}
        </ul>
      </Cell>
      <Cell name={words.usedBy}>{usedBy.join('; ') || words.unused}</Cell>
    </tr>
  );
}

interface NewSoundProps {
  readonly languages: readonly string[];
  readonly does: <Value>(asked: Promise<Answer<Value>>, then: (value: Value) => string) => Promise<void>;
}

function NewSound({ languages, does }: NewSoundProps) {
  const [language, setLanguage] = useState(languages[0] ?? 'en');
  const [agent, setAgent] = useState(me.value?.agent ?? '');
  const words = t().prompts;
  const agents = floor.order.value.agents;

  /** Both buttons want a name; only one of them a file. */
  async function submit(event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const name = textIn(fields, 'name').trim();
    if (event.submitter?.getAttribute('value') === 'record')
      return await does(api.sounds.record(name, language, agent), ({ phone }) => words.rings(phone));
    const file = fields.get('file');
    if (file instanceof File && file.size > 0)
      await does(api.sounds.upload(name, language, file), () => words.kept(name, languageName(language)));
  }

  return (
    <form class="card prompts-form" onSubmit={(event) => void submit(event)}>
      <div class="choices">
        <label class="choice">
          {words.name}
          <input
            class="input"
            name="name"
            required
            pattern="[a-z0-9][a-z0-9_\-]{0,39}"
            title={words.nameRule}
            autocomplete="off"
          />
        </label>
        <SelectChoice label={words.language} value={language} set={setLanguage}>
          {languages.map((one) => (
            <option key={one} value={one}>
              {languageName(one)}
            </option>
          ))}
        </SelectChoice>
        <label class="choice is-wide">
          {words.file}
          <input class="input" name="file" type="file" accept="audio/*" />
        </label>
        <button type="submit" class="button main" value="upload">
          {words.upload}
        </button>
      </div>
      {agents.length > 0 && (
        <div class="choices">
          <SelectChoice label={words.recordAs} value={agent} set={setAgent}>
            <option value="" />
            {agents.map((name) => (
              <option key={name} value={name}>
                {floor.agents.get(name)?.title ?? name}
              </option>
            ))}
          </SelectChoice>
          <button type="submit" class="button" value="record" disabled={agent === ''}>
            {words.record}
          </button>
        </div>
      )}
    </form>
  );
}
