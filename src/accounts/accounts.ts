/**
 * People's log-ins. All people, sessions and links are held in memory, where each request looks them up, and every change is
 * stored before it counts.
 *
 * Invariants: a wrong log-in is answered in the same words and the same time whether the person exists or not; nobody whose
 * account is disabled, removed or changed in its password keeps a session; while an admin can log in, there is no first link.
 */

import {
  type Person,
  type PersonChange,
  type PersonFields,
  passwordProblem,
  personName,
  scopeOf,
} from '../people/person.ts';
import { isOver, type Session } from '../people/session.ts';
import type { Plan } from '../plan/model.ts';
import type {
  AccountChange,
  Accounts,
  LogIn,
  NewSecondFactor,
  PasswordLinkMade,
  TypedLink,
  TypedLogIn,
} from '../ports/accounts.ts';
import { type LoggedIn, type RecordedActor, recordedActor } from '../ports/actor.ts';
import type { Audit, AuditEntry } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Refused } from '../ports/gate.ts';
import type { PasswordLink, PeopleBook, PersonRecord } from '../ports/people.ts';
import type { AuditAction } from '../shared/audit-actions.ts';
import { type FailureCode, failureOf } from '../shared/failures/table.ts';
import { type Duration, minutes, spellDuration } from '../shared/time.ts';
import { changedPerson, planProblem } from './changed-person.ts';
import { Lockouts } from './lockouts.ts';
import { Passwords, TooManyLogIns } from './passwords.ts';
import { SecondFactors } from './second-factor.ts';
import { idOf, newSecret } from './secret.ts';

export interface AccountsNeeds {
  readonly book: PeopleBook;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly plan: () => Plan;
  /** Encrypts second factors. */
  readonly key: Buffer;
  /** Admins without a second factor can do nothing but set one up. */
  readonly adminsNeedSecondFactor?: boolean;
}

/** The store need not be written at each request. */
const seenEvery: Duration = minutes(1);
const lookEvery: Duration = minutes(1);
const linkLasts: Duration = minutes(60);
/** Of one person; the oldest ends. */
const mostSessions = 20;

export class PeopleAccounts implements Accounts {
  readonly #needs: AccountsNeeds;
  readonly #passwords = new Passwords();
  readonly #secondFactors: SecondFactors;
  readonly #lockouts = new Lockouts();
  readonly #records = new Map<string, PersonRecord>();
  readonly #sessions = new Map<string, Session>();
  readonly #links = new Map<string, PasswordLink>();
  readonly #listeners = new Set<(sessions: ReadonlySet<string>) => void>();
  /** Changes one after the other: each is judged by what the one before has left. */
  #changing: Promise<unknown> = Promise.resolve();
  #firstLink: { readonly id: string; readonly expiresAt: number } | undefined;
  #stopLooking: () => void = () => undefined;

  /** Without anybody: `load` has those whom the store knows. */
  constructor(needs: AccountsNeeds) {
    this.#needs = needs;
    this.#secondFactors = new SecondFactors(needs.key);
  }

  static async load(needs: AccountsNeeds): Promise<PeopleAccounts> {
    const accounts = new PeopleAccounts(needs);
    for (const record of await needs.book.all()) accounts.#records.set(record.person.name, record);
    for (const session of await needs.book.sessions()) accounts.#sessions.set(session.id, session);
    for (const link of await needs.book.links()) accounts.#links.set(link.id, link);
    accounts.#look();
    return accounts;
  }

  stop(): void {
    this.#stopLooking();
  }

  /** What the link for the first admin holds; undefined: there is an admin. An earlier link works no more. */
  firstLink(): string | undefined {
    if (this.#hasAdmin()) return undefined;
    const secret = newSecret();
    this.#firstLink = { id: idOf(secret), expiresAt: this.#now() + linkLasts };
    return secret;
  }

  sessionOf(secret: string, address: string): LoggedIn | undefined {
    const session = this.#sessions.get(idOf(secret));
    const person = session && this.#records.get(session.person)?.person;
    if (!session || !person || person.disabled) return undefined;
    const now = this.#now();
    if (isOver(session, person.roles, now)) return undefined;
    const seen = { ...session, seenAt: now };
    this.#sessions.set(session.id, seen);
    if (now - session.seenAt >= seenEvery) void this.#needs.book.keepSession(seen).catch(() => undefined);
    return this.#actorOf(person, session, address);
  }

  async logIn(typed: TypedLogIn, address: string): Promise<LogIn> {
    const name = personName(typed.name);
    const now = this.#now();
    const wait = this.#lockouts.wait(name, address, now);
    if (wait > 0) return refused('log_in_locked', `too many wrong log-ins; wait ${spellDuration(wait)}`);
    this.#lockouts.count(name, address, now);
    const record = this.#records.get(name);
    let isRight: boolean;
    try {
      isRight = await this.#passwords.isRight(typed.password, record?.password);
    } catch (error) {
      if (error instanceof TooManyLogIns) return refused('too_many_log_ins');
      throw error;
    }
    if (!record || !isRight || record.person.disabled) {
      this.#note(stranger(address), 'log_in', record?.person.name, 'wrong_log_in');
      return refused('wrong_log_in');
    }
    // In turn: a code that came twice at once would else work twice.
    return await this.#inTurn(async () => {
      // While the password was looked at, it may have been changed, or its person disabled.
      const { person, password } = this.#records.get(name) ?? {};
      if (!person || person.disabled || password !== record.password) return refused('wrong_log_in');
      const refusal = await this.#codeProblem(name, typed.code, address);
      if (refusal) return refusal;
      this.#lockouts.forgive(name, address);
      return await this.#begin(person, address, 'log_in');
    });
  }

  logInByLink({ token, name, password, code }: TypedLink, address: string): Promise<LogIn> {
    return this.#inTurn(async () => {
      const id = idOf(token);
      const wait = this.#lockouts.wait('', address, this.#now());
      if (wait > 0) return refused('log_in_locked', `too many wrong links; wait ${spellDuration(wait)}`);
      const link = this.#linkWith(id);
      if (!link) {
        this.#lockouts.count('', address, this.#now());
        this.#note(stranger(address), 'log_in_by_link', undefined, 'link_not_valid');
        return refused('link_not_valid');
      }
      const before = link === 'first' ? undefined : this.#records.get(link.person);
      const person = before?.person ?? firstAdmin(personName(name ?? 'admin'), this.#now());
      if (!before && this.#records.has(person.name)) return refused('person_exists');
      const problem = passwordProblem(password, person.name);
      if (problem !== undefined) return refused('password_too_weak', problem);
      const hashed = await this.#passwords.hash(password);
      const refusal =
        this.#locked(person.name, address) ?? (await this.#codeProblem(person.name, code, address));
      if (refusal) return refusal;
      await this.#keep({ ...this.#records.get(person.name), person, password: hashed });
      if (link === 'first') this.#firstLink = undefined;
      else {
        await this.#needs.book.dropLink(link.id);
        this.#links.delete(link.id);
      }
      await this.#end(({ person: theirs }) => theirs === person.name);
      return await this.#begin(person, address, 'log_in_by_link');
    });
  }

  /** Their provider asked for password and second factor, or did not need to; who is not a person here stays outside. */
  logInTrusted(typed: string, address: string): Promise<LogIn> {
    return this.#inTurn(async () => {
      const person = this.#records.get(personName(typed))?.person;
      if (!person || person.disabled) {
        this.#note(stranger(address), 'log_in_by_provider', person?.name, 'wrong_log_in');
        return refused('wrong_log_in');
      }
      return await this.#begin(person, address, 'log_in_by_provider');
    });
  }

  async logOut(actor: LoggedIn): Promise<void> {
    await this.#end(({ id }) => id === actor.session);
    this.#note(recordedActor(actor), 'log_out', actor.name);
  }

  async logOutEverywhere(actor: LoggedIn): Promise<void> {
    await this.#end(({ person }) => person === actor.name);
    this.#note(recordedActor(actor), 'log_out_everywhere', actor.name);
  }

  async endSessions(name: string): Promise<AccountChange> {
    if (!this.#records.has(name)) return refused('no_such_person', `there is no person ${name}`);
    await this.#end(({ person }) => person === name);
    return { done: true };
  }

  onEnd(listener: (sessions: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  people(): readonly Person[] {
    return [...this.#records.values()]
      .map(({ person }) => person)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  person(name: string): Person | undefined {
    return this.#records.get(name)?.person;
  }

  has(name: string) {
    const record = this.#records.get(name);
    return {
      password: record?.password !== undefined,
      secondFactor: record?.secondFactor?.step !== undefined,
    };
  }

  add(fields: PersonFields): Promise<AccountChange> {
    return this.#inTurn(async () => {
      const person: Person = { ...fields, createdAt: this.#now() };
      if (this.#records.has(person.name))
        return refused('person_exists', `there is a person ${person.name} already`);
      const problem = this.#problemOf(person);
      if (problem) return problem;
      await this.#keep({ person });
      return { done: true };
    });
  }

  change(name: string, change: PersonChange): Promise<AccountChange> {
    return this.#inTurn(async () => {
      const record = this.#records.get(name);
      if (!record) return refused('no_such_person', `there is no person ${name}`);
      const person = changedPerson(record.person, change);
      const problem = this.#problemOf(person);
      if (problem) return problem;
      if (!isAdmin(person) && this.#isLastAdmin(name)) return refused('last_admin');
      await this.#keep({ ...record, person });
      if (person.disabled) await this.#end((session) => session.person === name);
      else if (
        change.roles ||
        change.queues !== undefined ||
        change.teams !== undefined ||
        change.agent !== undefined
      )
        this.#tell(this.#sessionsOf(name));
      return { done: true };
    });
  }

  remove(name: string): Promise<AccountChange> {
    return this.#inTurn(async () => {
      if (!this.#records.has(name)) return refused('no_such_person', `there is no person ${name}`);
      if (this.#isLastAdmin(name)) return refused('last_admin');
      await this.#end((session) => session.person === name);
      await this.#needs.book.remove(name);
      this.#records.delete(name);
      for (const [id, { person }] of this.#links) if (person === name) this.#links.delete(id);
      return { done: true };
    });
  }

  linkFor(name: string): Promise<PasswordLinkMade | Refused> {
    return this.#inTurn(async () => {
      const record = this.#records.get(name);
      if (!record) return refused('no_such_person', `there is no person ${name}`);
      const token = newSecret();
      const link = { id: idOf(token), person: name, expiresAt: this.#now() + linkLasts };
      await this.#needs.book.keepLink(link);
      for (const [id, { person }] of this.#links) if (person === name) this.#links.delete(id);
      this.#links.set(link.id, link);
      return { done: true, token, expiresAt: link.expiresAt };
    });
  }

  changePassword(actor: LoggedIn, was: string, next: string): Promise<AccountChange> {
    return this.#inTurn(async () => {
      const record = this.#records.get(actor.name);
      if (!record) return refused('no_such_person');
      const { name, address } = actor;
      const wait = this.#lockouts.wait(name, address, this.#now());
      if (wait > 0) return refused('log_in_locked', `too many wrong passwords; wait ${spellDuration(wait)}`);
      this.#lockouts.count(name, address, this.#now());
      if (!(await this.#passwords.isRight(was, record.password))) {
        this.#note(recordedActor(actor), 'change_password', name, 'wrong_log_in');
        return refused('wrong_log_in', 'the old password is wrong');
      }
      this.#lockouts.forgive(name, address);
      const problem = passwordProblem(next, name);
      if (problem !== undefined) return refused('password_too_weak', problem);
      await this.#keep({ ...record, password: await this.#passwords.hash(next) });
      await this.#end((session) => session.person === name && session.id !== actor.session);
      this.#note(recordedActor(actor), 'change_password', name);
      return { done: true };
    });
  }

  removeSecondFactor(name: string): Promise<AccountChange> {
    return this.#inTurn(async () => {
      const record = this.#records.get(name);
      if (!record) return refused('no_such_person', `there is no person ${name}`);
      const { secondFactor: _, ...without } = record;
      await this.#keep(without);
      return { done: true };
    });
  }

  newSecondFactor(actor: LoggedIn): Promise<({ readonly done: true } & NewSecondFactor) | Refused> {
    return this.#inTurn(async () => {
      const record = this.#records.get(actor.name);
      if (!record) return refused('no_such_person');
      if (record.secondFactor?.step !== undefined)
        return refused('conflict', 'you have a second factor already; remove it first, with a code of it');
      const { sealed, secret, uri } = this.#secondFactors.make(actor.name);
      await this.#keep({ ...record, secondFactor: { sealed } });
      return { done: true, secret, uri };
    });
  }

  confirmSecondFactor(actor: LoggedIn, code: string): Promise<AccountChange> {
    return this.#inTurn(async () => {
      const record = this.#records.get(actor.name);
      if (!record?.secondFactor) return refused('conflict', 'there is no second factor to confirm');
      const problem =
        this.#locked(actor.name, actor.address) ??
        (await this.#codeProblem(actor.name, code, actor.address, 'also a new one'));
      if (problem) return problem;
      this.#note(recordedActor(actor), 'set_second_factor', actor.name);
      return { done: true };
    });
  }

  dropSecondFactor(actor: LoggedIn, code: string): Promise<AccountChange> {
    return this.#inTurn(async () => {
      const problem =
        this.#locked(actor.name, actor.address) ?? (await this.#codeProblem(actor.name, code, actor.address));
      if (problem) return problem;
      const record = this.#records.get(actor.name);
      if (!record) return refused('no_such_person');
      const { secondFactor: _, ...without } = record;
      await this.#keep(without);
      this.#note(recordedActor(actor), 'remove_second_factor', actor.name);
      return { done: true };
    });
  }

  /** A code has six digits only: whoever has the session, or a link, must not try them all. */
  #locked(name: string, address: string): ReturnType<typeof refused> | undefined {
    const wait = this.#lockouts.wait(name, address, this.#now());
    return wait > 0
      ? refused('log_in_locked', `too many wrong codes; wait ${spellDuration(wait)}`)
      : undefined;
  }

  /** Undefined: they need no code, or it was right, and works no more. */
  async #codeProblem(
    name: string,
    code: string | undefined,
    address: string,
    which?: 'also a new one',
  ): Promise<ReturnType<typeof refused> | undefined> {
    const record = this.#records.get(name);
    const factor = record?.secondFactor;
    if (!record || !factor || (factor.step === undefined && which === undefined)) return undefined;
    if (code === undefined) return refused('code_needed');
    const now = this.#now();
    const step = this.#secondFactors.stepOf(code, factor.sealed, factor.step, name, now);
    if (step === undefined) {
      this.#lockouts.count(name, address, now);
      this.#note(stranger(address), 'second_factor', name, 'wrong_log_in');
      return refused('wrong_log_in');
    }
    await this.#keep({ ...record, secondFactor: { ...factor, step } });
    return undefined;
  }

  #actorOf(person: Person, session: Session, address: string): LoggedIn {
    const { adminsNeedSecondFactor } = this.#needs;
    const lacks = adminsNeedSecondFactor === true && isAdmin(person) && !this.has(person.name).secondFactor;
    return { ...actorOf(person, session, address), ...(lacks && { needsSecondFactor: true }) };
  }

  #linkWith(id: string): 'first' | PasswordLink | undefined {
    const now = this.#now();
    const first = this.#firstLink;
    if (first?.id === id) return first.expiresAt > now && !this.#hasAdmin() ? 'first' : undefined;
    const link = this.#links.get(id);
    if (!link || link.expiresAt <= now) return undefined;
    return this.#records.get(link.person)?.person.disabled === false ? link : undefined;
  }

  async #begin(person: Person, address: string, action: AuditAction): Promise<LogIn> {
    const now = this.#now();
    const secret = newSecret();
    const session: Session = { id: idOf(secret), person: person.name, createdAt: now, seenAt: now, address };
    const older = [...this.#sessions.values()].filter((each) => each.person === person.name);
    const oldest = older.toSorted((a, b) => a.seenAt - b.seenAt).slice(0, older.length + 1 - mostSessions);
    if (oldest.length > 0) await this.#end((each) => oldest.includes(each));
    await this.#needs.book.keepSession(session);
    this.#sessions.set(session.id, session);
    const actor = this.#actorOf(person, session, address);
    this.#note(recordedActor(actor), action, person.name);
    return { done: true, secret, actor };
  }

  /** Gone from memory first: from then on it opens nothing, whatever the store does. */
  async #end(isIt: (session: Session) => boolean): Promise<void> {
    const ids = [...this.#sessions.values()].filter(isIt).map(({ id }) => id);
    if (ids.length === 0) return;
    for (const id of ids) this.#sessions.delete(id);
    this.#tell(new Set(ids));
    await this.#needs.book.endSessions(ids);
  }

  #tell(sessions: ReadonlySet<string>): void {
    for (const listener of this.#listeners) listener(sessions);
  }

  #sessionsOf(name: string): ReadonlySet<string> {
    return new Set([...this.#sessions.values()].filter(({ person }) => person === name).map(({ id }) => id));
  }

  async #keep(record: PersonRecord): Promise<void> {
    await this.#needs.book.keep(record);
    this.#records.set(record.person.name, record);
  }

  #problemOf(person: Person): (Refused & { readonly code: FailureCode }) | undefined {
    const problem = planProblem(person, this.#needs.plan());
    if (problem) return refused(problem.code, problem.because);
    const other = this.people().find(
      ({ name, agent }) => name !== person.name && agent !== undefined && agent === person.agent,
    );
    return other && refused('agent_taken', `the agent ${person.agent} belongs to ${other.name}`);
  }

  #hasAdmin(): boolean {
    return this.people().some(isAdmin);
  }

  #isLastAdmin(name: string): boolean {
    const admins = this.people().filter(isAdmin);
    return admins.length === 1 && admins[0]?.name === name;
  }

  /** Sessions end by time alone, too. */
  #look(): void {
    const now = this.#now();
    const rolesOf = (name: string) => this.#records.get(name)?.person.roles ?? [];
    void this.#end((session) => isOver(session, rolesOf(session.person), now)).catch(() => undefined);
    this.#stopLooking = this.#needs.clock.after(lookEvery, () => this.#look());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => undefined);
    return done;
  }

  #now(): number {
    return this.#needs.clock.now();
  }

  #note(actor: RecordedActor, action: AuditAction, object?: string, code?: FailureCode): void {
    const entry: AuditEntry = {
      at: this.#now(),
      actor,
      transport: 'api',
      right: 'use_own_account',
      action,
      ...(object !== undefined && { object }),
      outcome: code === undefined ? 'allowed' : 'refused',
      ...(code !== undefined && { code }),
    };
    this.#needs.audit.record(entry);
  }
}

const refused = (code: FailureCode, because = failureOf(code).sentence) =>
  ({ done: false, code, because }) as const;

const stranger = (address: string): RecordedActor => ({
  kind: 'stranger',
  name: 'stranger',
  role: 'stranger',
  address,
});

const firstAdmin = (name: string, createdAt: number): Person => ({
  name,
  displayName: name,
  roles: ['admin'],
  disabled: false,
  createdAt,
});

const isAdmin = ({ roles, disabled }: Person): boolean => !disabled && roles.includes('admin');

function actorOf(person: Person, { id }: Session, address: string): LoggedIn {
  const { name, roles, agent } = person;
  return {
    kind: 'person',
    name,
    roles,
    scope: scopeOf(person),
    ...(agent !== undefined && { agent }),
    session: id,
    address,
  };
}
