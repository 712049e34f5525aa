/**
 * Whether the entries of one call agree with each other. The journal says many things twice: a length of time and the two
 * moments that it lies between, an outcome and what led to it. One entry that is missing, doubled, moved or changed breaks
 * one of these.
 */
import type { PhaseName } from '../../call/kept/call.ts';
import type { JournalEntryOf, StoredEntry } from '../../call/kept/journal.ts';
import type { Instant } from '../../shared/time.ts';
import { differs, tolerance } from './misfit.ts';
import { whyNotEndedSo } from './outcome-reasons.ts';
import { SupervisionChecks } from './supervision-checks.ts';

type Type = StoredEntry['type'];

/** What may still be said of a call when it is over. */
const afterwards: ReadonlySet<Type> = new Set<Type>([
  'quality',
  'recordingClosed',
  'recordingRuns',
  'recordingFailed',
  'recordingStopped',
  'recordingLeftOut',
  'missedCallHandled',
  'alarmRaised',
  'wrapUpStarted',
  'resultSet',
  'resultMissing',
  'callReviewed',
  'surveyOffered',
  'surveyAnswered',
  'answeredTooLate',
  'supervisionEnded',
  'messageLeft',
  'messageChanged',
  'outsideUsed',
  'callbackNotBooked',
]);

const isSaidAfterwards = (entry: StoredEntry): boolean =>
  afterwards.has(entry.type) || (entry.type === 'callbackBooked' && entry.byResult !== undefined);

/** One call, checked entry by entry: nothing of its entries is kept but what later ones must agree with. */
export class CallChecks {
  readonly #said: string[] = [];
  #arrival: JournalEntryOf<'callArrived'> | undefined;
  #end: JournalEntryOf<'callEnded'> | undefined;
  #last: Instant = Number.NEGATIVE_INFINITY;
  #phase: PhaseName = 'arriving';
  #phaseBefore: PhaseName = 'arriving';
  #talkingSince: Instant | undefined;
  #talked = 0;
  /** Before the conversation that goes on. */
  #talkedBefore = 0;
  #served = 0;
  #servingSince: Instant | undefined;
  /** Their legs, by name; a number that was called a second time in the same talk, by its leg. */
  #inTalk = new Map<string, string>();
  #serving: string | undefined;
  readonly #offers = new Map<string, { readonly madeAt: Instant; readonly to: string; ended?: Instant }>();
  readonly #holds = new Map<string, Instant>();
  readonly #consults = new Set<string>();
  readonly #supervisions = new SupervisionChecks((what) => this.#say(what));
  readonly #seen = new Set<Type>();
  #connections = 0;
  #vain = 0;
  #talkedOutside = 0;
  #isJoinedByOther = false;
  /** Questions of the survey that have been answered; undefined: none was asked. */
  #survey: Set<string> | undefined;
  #isPickedUpBy: string | undefined;
  #isAnsweredNow: { readonly offer: string; readonly at: Instant } | undefined;

  add(entry: StoredEntry): void {
    if (!this.#arrival) {
      if (entry.type !== 'callArrived') {
        // Of a call of a day before, results and answers of a survey may come today.
        if (!this.#seen.has('callArrived') && !isSaidAfterwards(entry))
          this.#say(`begins with ${entry.type}, not with its arrival`);
        this.#seen.add('callArrived');
        return;
      }
      this.#arrival = entry;
      this.#last = entry.at;
      return;
    }
    if (entry.type === 'callArrived') return this.#say('arrived twice');
    if (this.#end) {
      if (entry.type === 'callEnded') this.#say('ended twice');
      else if (entry.type === 'surveyOffered' || entry.type === 'surveyAnswered') this.#surveyed(entry);
      else if (entry.type === 'supervisionEnded') this.#supervisions.ended(entry);
      else if (entry.type === 'outsideUsed') this.#usedOutside(entry);
      else if (!isSaidAfterwards(entry)) this.#say(`${entry.type} after its end`);
      return;
    }
    if (entry.at < this.#last) this.#say(`${entry.type} is earlier than the entry before it`);
    this.#last = Math.max(this.#last, entry.at);
    this.#seen.add(entry.type);
    if (this.#isAnsweredNow && entry.type !== 'phaseEntered' && entry.type !== 'connected')
      if (!isBetweenAnswerAndConnection(entry.type)) this.#say('an offer was answered, but no one connected');
    this.#check(entry);
  }

  /** All entries have been seen. */
  over(isInProgress: boolean): readonly string[] {
    if (!this.#arrival) return this.#said;
    if (!this.#end) {
      if (!isInProgress || this.#phase === 'ended') this.#say('has no end');
      return this.#said;
    }
    for (const [offer, { ended }] of this.#offers)
      if (ended === undefined && this.#end.outcome !== 'joined') this.#say(`offer ${offer} has no end`);
    for (const who of this.#holds.keys()) this.#say(`the hold of ${who} has no end`);
    for (const aside of this.#consults) this.#say(`the consultation in call ${aside} has no end`);
    this.#supervisions.over();
    return this.#said;
  }

  #check(entry: StoredEntry): void {
    if (entry.type === 'phaseEntered') {
      return this.#enters(entry);
    }
    if (entry.type === 'offerMade') {
      if (this.#offers.has(entry.offer)) this.#say(`offer ${entry.offer} was made twice`);
      this.#offers.set(entry.offer, { madeAt: entry.at, to: entry.to });
      return;
    }
    if (entry.type === 'offerEnded') {
      return this.#offerEnded(entry);
    }
    if (entry.type === 'connected') {
      return this.#connected(entry);
    }
    if (entry.type === 'answeredInVain') {
      this.#vain += 1;
      return;
    }
    if (entry.type === 'pickedUp') {
      // No phone was rung for it: whoever takes the call has dialled for it.
      this.#isPickedUpBy = entry.by;
      return;
    }
    if (entry.type === 'turnedRound') {
      return this.#turnsRound(entry);
    }
    if (entry.type === 'partyJoined') {
      return this.#joins(entry.who, entry.leg, 'joined');
    }
    if (entry.type === 'partyLeft') {
      const key = this.#inTalk.has(entry.leg) ? entry.leg : entry.who;
      if (!this.#inTalk.delete(key)) this.#say(`${entry.who} left without being there`);
      return;
    }
    if (entry.type === 'servingPassed') {
      if (this.#serving !== undefined && this.#serving !== entry.from)
        this.#say(`the call passed from ${entry.from}, but ${this.#serving} had it`);
      if (!this.#inTalk.has(entry.who)) this.#say(`the call passed to ${entry.who}, who had not joined`);
      this.#serve(entry.at, entry.who);
      return;
    }
    if (entry.type === 'held') {
      if (this.#holds.has(entry.who)) this.#say(`${entry.who} held twice`);
      this.#holds.set(entry.who, entry.at);
      return;
    }
    if (entry.type === 'resumed') {
      return this.#resumed(entry);
    }
    if (entry.type === 'consultBegan') {
      this.#consults.add(entry.aside);
      return;
    }
    if (entry.type === 'consultEnded') {
      if (!this.#consults.delete(entry.aside)) this.#say('a consultation ended that had not begun');
      return;
    }
    if (entry.type === 'partyMuted') {
      if (entry.who !== 'caller' && !this.#inTalk.has(entry.who))
        this.#say(`${entry.who} was ${entry.muted ? 'muted' : 'unmuted'} without being there`);
      return;
    }
    if (entry.type === 'supervisionAsked') return this.#supervisions.asked(entry);
    if (entry.type === 'supervised') return this.#supervisions.hears(entry);
    if (entry.type === 'supervisionEnded') return this.#supervisions.ended(entry);
    if (entry.type === 'outsideUsed') return this.#usedOutside(entry);
    if (entry.type === 'surveyOffered' || entry.type === 'surveyAnswered') return this.#surveyed(entry);
    if (entry.type === 'callsJoined') {
      this.#isJoinedByOther = true;
      return;
    }
    if (entry.type === 'callEnded') {
      return this.#ended(entry);
    }
  }

  #enters({ phase, at }: JournalEntryOf<'phaseEntered'>): void {
    if (this.#phase === 'ended') this.#say(`phase ${phase} after the last one`);
    if (this.#phase === 'talking' && phase !== 'talking') {
      this.#talked += at - (this.#talkingSince ?? at);
      this.#serve(at, undefined);
      this.#talkingSince = undefined;
      this.#inTalk.clear();
    }
    if (phase === 'talking') {
      this.#talkingSince = at;
      this.#talkedBefore = this.#talked;
    }
    this.#phaseBefore = this.#phase;
    this.#phase = phase;
  }

  #serve(at: Instant, who: string | undefined): void {
    if (this.#servingSince !== undefined) this.#served += at - this.#servingSince;
    this.#servingSince = who === undefined ? undefined : at;
    this.#serving = who;
  }

  #offerEnded({ offer, at, outcome, rangFor, to }: JournalEntryOf<'offerEnded'>): void {
    const made = this.#offers.get(offer);
    if (!made) {
      // It was made in the call in which an agent looked for somebody.
      if (offer.startsWith(`${this.#arrival?.call}-`)) this.#say(`offer ${offer} ended, but was never made`);
    } else {
      if (made.ended !== undefined) this.#say(`offer ${offer} ended twice`);
      if (made.to !== to) this.#say(`offer ${offer} was made to ${made.to} and ended for ${to}`);
      made.ended = at;
      const since = at - made.madeAt;
      // An agent may be held for a call before their phone rings.
      const isWrong =
        this.#arrival?.via.kind === 'callback' ? rangFor > since + tolerance : differs(rangFor, since);
      if (isWrong) this.#say(`offer ${offer} rang for ${rangFor} ms, but ${since} ms passed`);
    }
    if (outcome === 'answered') this.#isAnsweredNow = { offer, at };
  }

  #connected({ offer, at, to }: JournalEntryOf<'connected'>): void {
    this.#connections += 1;
    const answered = this.#isAnsweredNow;
    const isPickedUp = this.#isPickedUpBy === to;
    this.#isAnsweredNow = undefined;
    this.#isPickedUpBy = undefined;
    const answersNow = answered?.offer === offer && !differs(answered.at, at);
    if (this.#arrival?.servedBy === undefined && !answersNow && !isPickedUp)
      this.#say(`${to} was connected without answering an offer then`);
    const made = this.#offers.get(offer);
    if (made && made.to !== to) this.#say(`${made.to} answered, and ${to} was connected`);
    if (this.#phase !== 'talking') this.#say(`${to} was connected, but the call was ${this.#phase}`);
    this.#joins(to, offer, 'was connected');
    this.#serve(at, to);
  }

  #joins(who: string, leg: string, how: string): void {
    if (this.#inTalk.get(who) === leg || this.#inTalk.has(leg)) this.#say(`${who} ${how} twice`);
    this.#inTalk.set(this.#inTalk.has(who) ? leg : who, leg);
  }

  #surveyed(entry: JournalEntryOf<'surveyOffered' | 'surveyAnswered'>): void {
    const isLate = this.#end !== undefined;
    if (isLate !== (entry.way === 'email'))
      this.#say(`${entry.type} ${isLate ? 'after its end' : 'by e-mail before its end'}`);
    if (entry.type === 'surveyOffered') {
      if (this.#survey) this.#say(`survey ${entry.survey} was offered twice`);
      if (this.#phase !== (isLate ? 'ended' : 'answering_survey'))
        this.#say(`survey ${entry.survey} was offered, but the call was ${this.#phase}`);
      const talked = this.#end?.talked ?? this.#talked - this.#talkedBefore;
      // While an agent's page is gone no one talks.
      if (!this.#seen.has('pageGone') && differs(entry.talked, talked))
        this.#say(`survey ${entry.survey} says ${entry.talked} ms of talk, but it was ${talked}`);
      this.#survey = new Set();
      return;
    }
    if (!this.#survey) this.#say(`survey ${entry.survey} was answered without being offered`);
    else if (this.#survey.has(entry.question)) this.#say(`question ${entry.question} was answered twice`);
    this.#survey?.add(entry.question);
  }

  /** It counts for the limits of an hour, and is told when such a talk is over. */
  #usedOutside({ at, talked }: JournalEntryOf<'outsideUsed'>): void {
    this.#talkedOutside += talked;
    const lasted = at - (this.#arrival?.at ?? at);
    if (this.#talkedOutside > lasted + tolerance)
      this.#say(`${this.#talkedOutside} ms of talk outside, but ${lasted} ms passed`);
  }

  /** Whom the agent has called counts as the caller, and the agent serves them. */
  #turnsRound({ at, caller, agent }: JournalEntryOf<'turnedRound'>): void {
    if (!this.#inTalk.delete(caller)) this.#say(`${caller} counts as the caller without being there`);
    this.#inTalk.set(agent, '');
    this.#serve(at, agent);
  }

  #resumed({ at, heldFor, who }: JournalEntryOf<'resumed'>): void {
    const since = this.#holds.get(who);
    this.#holds.delete(who);
    if (since === undefined) this.#say(`a hold of ${who} ended that had not begun`);
    else if (differs(heldFor, at - since))
      this.#say(`${who} held for ${heldFor} ms, but ${at - since} ms passed`);
  }

  #ended(end: JournalEntryOf<'callEnded'>): void {
    this.#end = end;
    const arrival = this.#arrival;
    if (!arrival) return;
    const lasted = end.at - arrival.at;
    if (differs(end.lasted, lasted)) this.#say(`lasted ${end.lasted} ms, but ${lasted} ms passed`);
    // What was refused before it began, or served without us, has no phases to go by.
    if (this.#phase === 'arriving' && end.by === 'engine') return;
    if (arrival.servedBy === undefined) {
      if (this.#phase !== 'ended') this.#say(`ended while it was ${this.#phase}`);
      const isOfTalk = this.#phaseBefore === 'talking' || this.#phaseBefore === 'answering_survey';
      const talked = isOfTalk ? this.#talked - this.#talkedBefore : 0;
      // While an agent's page is gone no one talks, and it is written for how long only if they come back.
      const isWrong = this.#seen.has('pageGone')
        ? end.talked > talked + tolerance
        : differs(end.talked, talked);
      if (isWrong) this.#say(`says ${end.talked} ms of talk at its end, but it was ${talked}`);
      if (differs(this.#served, this.#talked))
        this.#say(`${this.#talked} ms of talk, but someone served the caller for ${this.#served} ms`);
    }
    const wrong = this.#whyNot(end, arrival);
    if (wrong !== undefined) this.#say(`outcome ${end.outcome}, but ${wrong}`);
  }

  #whyNot(
    { outcome, by }: JournalEntryOf<'callEnded'>,
    arrival: JournalEntryOf<'callArrived'>,
  ): string | undefined {
    return whyNotEndedSo[outcome]({
      arrival,
      phase: this.#phaseBefore,
      talks: this.#connections - this.#vain > 0 || this.#seen.has('partyJoined'),
      seen: this.#seen,
      isJoined: this.#isJoinedByOther,
      takenBySafetyNet: by === 'safety net',
    });
  }

  #say(what: string): void {
    this.#said.push(what);
  }
}

const isBetweenAnswerAndConnection = (type: Type): boolean => betweenAnswerAndConnection.has(type);
/** What belongs to one and the same turn. */
const betweenAnswerAndConnection: ReadonlySet<Type> = new Set<Type>(['offerEnded', 'phoneTroubleEnded']);
