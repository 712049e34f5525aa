/** One person: who they are, what they may do, and what to do when they cannot log in. */
import { useState } from 'preact/hooks';
import type { PersonView } from '../../contract/person.ts';
import { api, type PersonFields } from '../api/api.ts';
import { type Answer, type Refused, refusedBy } from '../api/request.ts';
import { session } from '../api/session.ts';
import { floor } from '../live/live.ts';
import { Dialog } from '../parts/dialog.tsx';
import { textIn } from '../parts/form.ts';
import { Refusal } from '../parts/refusal.tsx';
import { moment } from '../words/figures.ts';
import { type Language, languages, t } from '../words/words.ts';

const roles = ['agent', 'supervisor', 'manager', 'admin', 'auditor'] as const;

interface PersonDialogProps {
  /** If omitted: a new one. */
  readonly person: PersonView | undefined;
  readonly close: () => void;
  /** undefined: they are no more. */
  readonly changed: (name: string | undefined) => void;
}

export function PersonDialog({ person, close, changed }: PersonDialogProps) {
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const words = t().people;
  /** Only an admin gives other roles than agent. */
  const mayGive = session.value?.roles.includes('admin') ?? false;

  async function save(form: HTMLFormElement): Promise<void> {
    const given = fieldsIn(new FormData(form));
    setBusy(true);
    const answer = await (person
      ? api.people.change(person.name, given)
      : api.people.add({
          ...withoutNulls(given),
          name: textIn(new FormData(form), 'name').trim().toLowerCase(),
        }));
    setBusy(false);
    setRefused(refusedBy(answer));
    if (answer.ok) changed(answer.value.name);
  }

  return (
    <Dialog title={person ? person.displayName : words.add} close={close}>
      <form
        class="person-form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save(submitted.currentTarget);
        }}
      >
        <Refusal refused={refused} />
        {!person && (
          <label class="field">
            <span>{words.logInName}</span>
            <input
              class="input"
              name="name"
              autocapitalize="none"
              pattern="[a-zA-Z0-9][a-zA-Z0-9._@\-]*"
              title={t().shell.first.nameHint}
              required
            />
          </label>
        )}
        <label class="field">
          <span>{words.displayName}</span>
          <input class="input" name="displayName" defaultValue={person?.displayName ?? ''} required />
        </label>
        <fieldset class="field">
          <legend>{words.roles}</legend>
          <div class="row">
            {roles
              .filter((role) => mayGive || role === 'agent' || person?.roles.includes(role))
              .map((role) => (
                <label key={role} class="check">
                  <input
                    type="checkbox"
                    name="roles"
                    value={role}
                    defaultChecked={person ? person.roles.includes(role) : role === 'agent'}
                  />
                  {t().shell.roles[role]}
                </label>
              ))}
          </div>
        </fieldset>
        <div class="choices">
          <label class="choice">
            {words.agent}
            <select class="input" name="agent" defaultValue={person?.agent ?? ''}>
              <option value="">{words.noAgent}</option>
              {agentsFor(person).map((name) => (
                <option key={name} value={name} selected={name === person?.agent}>
                  {floor.agents.get(name)?.title ?? name}
                </option>
              ))}
            </select>
          </label>
          <label class="choice">
            {words.language}
            <select class="input" name="language">
              <option value="">{words.browserLanguage}</option>
              {(Object.keys(languages) as Language[]).map((tag) => (
                <option key={tag} value={tag} lang={tag} selected={tag === person?.language}>
                  {languages[tag].title}
                </option>
              ))}
            </select>
          </label>
        </div>
        <fieldset class="field">
          <legend>{words.queues}</legend>
          <div class="row">
            {floor.order.value.queues.map((name) => (
              <label key={name} class="check">
                <input
                  type="checkbox"
                  name="queues"
                  value={name}
                  defaultChecked={person?.queues?.includes(name) ?? false}
                />
                {floor.queues.get(name)?.title ?? name}
              </label>
            ))}
          </div>
          <span class="hint">{words.scopeHint}</span>
        </fieldset>
        <label class="field">
          <span>{words.teams}</span>
          <input class="input" name="teams" defaultValue={person?.teams?.join(', ') ?? ''} />
          <span class="hint">{words.teamsHint}</span>
        </label>
        <div class="row">
          <button type="submit" class="button main" disabled={isBusy}>
            {person ? words.save : words.add}
          </button>
        </div>
      </form>
      {person && <Help person={person} changed={changed} refuse={setRefused} />}
    </Dialog>
  );
}

/** Agents that no other person has are not known here: the engine says so if one is taken. */
function agentsFor(person: PersonView | undefined): string[] {
  const known = floor.order.value.agents;
  const own = person?.agent;
  return own !== undefined && !known.includes(own) ? [own, ...known] : [...known];
}

function fieldsIn(form: FormData): PersonFields {
  const all = (name: string): string[] => form.getAll(name).filter((one) => typeof one === 'string');
  const orNull = (list: string[]): string[] | null => (list.length > 0 ? list : null);
  return {
    displayName: textIn(form, 'displayName').trim(),
    roles: all('roles') as PersonView['roles'],
    agent: textIn(form, 'agent') || null,
    language: textIn(form, 'language') || null,
    queues: orNull(all('queues')),
    teams: orNull(
      textIn(form, 'teams')
        .split(',')
        .map((team) => team.trim())
        .filter(Boolean),
    ),
  };
}

const withoutNulls = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

interface HelpProps {
  readonly person: PersonView;
  readonly changed: (name: string | undefined) => void;
  readonly refuse: (refused: Refused | undefined) => void;
}

function Help({ person, changed, refuse }: HelpProps) {
  const [link, setLink] = useState<{ readonly url: string; readonly until: string }>();
  const [said, setSaid] = useState('');
  const [isSure, setSure] = useState(false);
  const words = t().people;
  const { name, disabled, hasSecondFactor } = person;

  async function done<Value>(asked: Promise<Answer<Value>>, then: (value: Value) => void): Promise<void> {
    const answer = await asked;
    refuse(refusedBy(answer));
    if (answer.ok) then(answer.value);
  }
  const makeLink = () =>
    done(api.people.link(name), ({ link: path, expiresAt }) =>
      setLink({ url: `${location.origin}${path}`, until: expiresAt }),
    );
  return (
    <div class="person-help">
      <div class="row">
        <button type="button" class="button" onClick={() => void makeLink()}>
          {words.makeLink}
        </button>
        <button
          type="button"
          class="button"
          title={words.disableHint}
          onClick={() => void done(api.people.change(name, { disabled: !disabled }), () => changed(name))}
        >
          {disabled ? words.enable : words.disable}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => void done(api.people.endSessions(name), () => setSaid(words.loggedOut))}
        >
          {words.logOutAll}
        </button>
        {hasSecondFactor && (
          <button
            type="button"
            class="button"
            onClick={() => void done(api.people.resetFactor(name), () => changed(name))}
          >
            {words.resetFactor}
          </button>
        )}
        <button
          type="button"
          class="button bad"
          title={words.removeHint}
          onClick={() => {
            if (isSure) void done(api.people.remove(name), () => changed(undefined));
            else setSure(true);
          }}
        >
          {isSure ? words.removeSure(name) : words.remove}
        </button>
      </div>
      {link && <OneTimeLink name={person.displayName} {...link} />}
      <p role="status" class="soft">
        {said}
      </p>
    </div>
  );
}

function OneTimeLink({ name, url, until }: { name: string; url: string; until: string }) {
  const [isCopied, setCopied] = useState(false);
  const words = t().people;
  return (
    <div class="field">
      <label for="link">{words.link}</label>
      <div class="row person-link">
        <input
          id="link"
          class="input"
          readonly
          value={url}
          aria-describedby="link-hint"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        {/* Elsewhere browsers give no clipboard; the field selects itself. */}
        <button
          type="button"
          class="button"
          hidden={!isSecureContext}
          onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
        >
          {isCopied ? words.copied : words.copy}
        </button>
      </div>
      <span id="link-hint" class="hint">
        {words.linkAbout(name, moment(Date.parse(until), Date.now()))}
      </span>
    </div>
  );
}
