/**
 * The port `Telephony` on a real Asterisk.
 *
 *     perform -> Performer ---requests--> AriLink ---> Asterisk
 *     listener <- Translation <--events--    "    <---
 *     listener <- Phones <-- device states -- AmiLink <--- (all that ARI lacks)
 *     provision -> Provisioner ---> files that Asterisk reads, and a reload
 *
 * Vocabulary: a **channel** is Asterisk's word for a leg, and stays inside this folder. **Ours** is what carries our
 * id scheme, and callers that the dialplan has handed to our Stasis application.
 *
 * Invariants: a command ends with a value within its deadlines; a leg's events keep their order; each leg ends once,
 * each prompt and each recording too, even when the link was down while it did.
 */
import { join } from 'node:path';
import type { ExchangeCommand } from '../call/kept/commands.ts';
import type { ServedCall } from '../call/kept/events.ts';
import type { Plan } from '../plan/model.ts';
import { allPhones } from '../plan/rules/phones.ts';
import type { Clock } from '../ports/clock.ts';
import type { EvidenceTaker } from '../ports/evidence.ts';
import type { Log } from '../ports/log.ts';
import type {
  Access,
  Dialled,
  Media,
  NetFact,
  Performed,
  Survey,
  SurveyQuestions,
  Telephony,
  TelephonyListener,
} from '../ports/telephony.ts';
import { within } from '../shared/deadline.ts';
import { defined } from '../shared/defined.ts';
import type { SystemFailureCode } from '../shared/failures/system.ts';
import type { LegId, RecordingId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import { type AmiAccess, AmiLink, type AmiMessage } from './ami/ami-link.ts';
import type { AriChannel, AriEvent } from './ari/ari-event.ts';
import { AriLink } from './ari/ari-link.ts';
import type { AriAccess } from './ari/library.ts';
import { endpointOf } from './arrival.ts';
import { Blocklist } from './blocklist.ts';
import { BrowserPhones } from './browser-phones.ts';
import { ClickedCalls } from './click-to-call.ts';
import { AsteriskIds } from './ids.ts';
import { AsteriskLamps } from './lamps.ts';
import { Legs, type LiveLeg } from './legs.ts';
import { hasStatus } from './outcomes.ts';
import { Performer } from './performer.ts';
import { PhoneLiveness } from './phone-liveness.ts';
import { Phones } from './phones.ts';
import type { SipCredential } from './provisioning/plan-files.ts';
import { Provisioner, type ProvisionerNeeds } from './provisioning/provisioner.ts';
import { CallQuality } from './quality/call-quality.ts';
import { nameOf, type Side } from './recording/sides.ts';
import { TalkRecordings } from './recording/talk-recordings.ts';
import { freeSpace, lengthOfWav, recordingFile } from './recordings.ts';
import { Registrations } from './registrations.ts';
import { Renewals } from './renewals.ts';
import { ResumedMedia } from './resumed-media.ts';
import type { NotedCall } from './safety-net/call-notes.ts';
import { eraseNotes } from './safety-net/erase.ts';
import { SafetyNetFile } from './safety-net/live-file.ts';
import { SafetyNet } from './safety-net/safety-net.ts';
import { takeBack } from './safety-net/take-back.ts';
import { SignOfLife } from './sign-of-life.ts';
import { Supervisors } from './supervision/supervisors.ts';
import {
  channelsThere,
  isThere,
  startedAt,
  surveyedBridges,
  surveyedLeg,
  surveyedTransfers,
} from './survey.ts';
import { Translation } from './translation.ts';

/** A list of phones that is longer under way is not waited for. */
const listTakes: Duration = 2000;

/** When an Asterisk that does not know yet how to list phones is asked once more. */
const askedAgainAfter: Duration = 500;

export interface AriTelephonyOptions {
  readonly ari: AriAccess;
  /** If omitted: nothing is known of phones, and each is taken to be reachable. */
  readonly ami?: AmiAccess;
  /** The Stasis application that the dialplan names. */
  readonly app: string;
  /** Tells this engine's channels, bridges and files from those of others; kept as long as its store. */
  readonly instance: string;
  /** Where Asterisk reads `pjsip_plan.conf` and `extensions_plan.conf`; if omitted: somebody else configures it. */
  readonly etcDir?: string;
  /** Passwords of phones and lines; a function is asked at each provisioning, when agents may have been added. */
  readonly credentials: readonly SipCredential[] | (() => readonly SipCredential[]);
  /**
   * Where Asterisk writes recordings, and the dialplan what it does by itself, if it can be seen from here; lengths are
   * then exact.
   */
  readonly spool?: string;
  /** What stands behind a trunk's `passwordFrom`: the environment, unless said otherwise. */
  readonly secret?: (name: string) => string | undefined;
  /** By which its machine, if it is ours and behind NAT, is known outside. */
  readonly publicAddress?: string;
  /** That SIP listens on, if its machine is ours. */
  readonly sipAddress?: string;
  /** Where a piece of the sound library is for Asterisk. If omitted: there is no library. */
  readonly musicFolder?: ProvisionerNeeds['musicFolder'];
  /** Told of addresses that guess passwords. */
  readonly alarm?: (what: string, code: SystemFailureCode) => void;
  /** The proxy of browser phones has refused something. */
  readonly browserPhoneRefused?: BrowserPhones['refused'];
  /** Told of legs and of how they sound. If omitted: no one is. */
  readonly evidence?: EvidenceTaker;
  readonly log: Log;
  readonly clock: Clock;
}

const noQuestions: SurveyQuestions = { playbacks: [], recordings: [], talks: [] };

const fromEnvironment = (name: string): string | undefined => process.env[name];

const notesIn = (spool: string): string => join(spool, 'safety-net.log');

export class AriTelephony implements Telephony {
  readonly #options: AriTelephonyOptions;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #ids: AsteriskIds;
  readonly #legs: Legs;
  readonly #phones: Phones;
  readonly #translation: Translation;
  readonly #performer: Performer;
  readonly #phoneLiveness: PhoneLiveness;
  readonly #signOfLife: SignOfLife;
  readonly browserPhones: BrowserPhones;
  readonly lamps: AsteriskLamps;
  readonly #quality: CallQuality;
  readonly #talks: TalkRecordings;
  readonly #supervisors: Supervisors;
  readonly #clicked: ClickedCalls;
  readonly #provisioner: Provisioner | undefined;
  readonly #ari: AriLink;
  readonly #ami: AmiLink | undefined;
  readonly #renewals: Renewals;
  readonly #blocklist: Blocklist;
  readonly #safetyNet: SafetyNet | undefined;
  readonly #safetyNetFile: SafetyNetFile | undefined;
  /** The file that it notes in. */
  readonly #notes: string | undefined;
  readonly #registrations: Registrations;
  #listener: TelephonyListener | undefined;
  /** Events that came while we still looked at what is there; undefined: they are told at once. */
  #held: AriEvent[] | undefined = [];
  #connections = 0;
  #phonesKnown = false;
  /** Who waits for the list of phones. */
  readonly #listed = new Set<() => void>();
  #callOffAsking: () => void = () => undefined;
  #started: () => void = () => undefined;

  constructor(options: AriTelephonyOptions) {
    this.#options = options;
    this.#log = options.log.child({ part: 'asterisk' });
    this.#clock = options.clock;
    this.#ids = new AsteriskIds(options.instance);
    const tell: TelephonyListener['event'] = (event) => this.#listener?.event(event);
    this.#phones = new Phones(this.#clock, (phone) => this.#legs.on(phone), tell);
    this.#legs = new Legs((phone) => this.#phones.legsChanged(phone));
    const { evidence } = options;
    this.#quality = new CallQuality({
      ids: this.#ids,
      legs: this.#legs,
      clock: this.#clock,
      tell,
      ...(evidence && { measured: (leg, sound) => evidence.measured(leg, sound) }),
    });
    this.#translation = new Translation({
      ids: this.#ids,
      legs: this.#legs,
      clock: this.#clock,
      tell,
      lengthOf: (recording) => this.#lengthOf(recording),
      ending: (leg) => {
        this.#quality.ended(leg);
        this.browserPhones.ended(leg);
        evidence?.legEnded(this.#ids.leg(leg.channel));
      },
      made: (leg, dialog) => this.#isMade(leg, dialog),
    });
    this.#ari = new AriLink(options.ari, options.app, this.#clock, this.#log, {
      up: () => void this.#takeStock(),
      down: (reason) => this.#linkLost('down', reason),
      replaced: () => this.#linkLost('replaced', 'another engine has taken over'),
      event: (event) => this.#hear(event),
    });
    this.#ami = this.#amiLink();
    this.#renewals = new Renewals({
      clock: this.#clock,
      ami: this.#ami,
      isLost: (phone) => this.#phones.isSilent(phone),
      renewed: (phone) => this.#phoneIsThere(phone),
    });
    this.lamps = new AsteriskLamps(this.#ari, this.#ami);
    this.#talks = new TalkRecordings({
      app: options.app,
      ids: this.#ids,
      legs: this.#legs,
      link: this.#ari,
      clock: this.#clock,
      tell,
      lengthOf: (recording) => this.#lengthOf(recording),
      free: () => freeSpace(options.spool),
    });
    this.#supervisors = new Supervisors({
      app: options.app,
      ids: this.#ids,
      link: this.#ari,
      clock: this.#clock,
      tell,
    });
    this.#clicked = new ClickedCalls({
      app: options.app,
      instance: options.instance,
      link: this.#ari,
      clock: this.#clock,
      tell,
    });
    this.#performer = new Performer({
      supervisors: this.#supervisors,
      talks: this.#talks,
      app: options.app,
      ids: this.#ids,
      legs: this.#legs,
      link: this.#ari,
      translation: this.#translation,
      clock: this.#clock,
      silent: (phone) => this.#phoneIsLost(phone),
    });
    this.#signOfLife = new SignOfLife(this.#clock, this.#ari, () => Date.now());
    this.#phoneLiveness = new PhoneLiveness({
      ids: this.#ids,
      legs: this.#legs,
      link: this.#ari,
      clock: this.#clock,
      tell,
      suspected: (phone) => this.#renewals.suspected(phone),
      silent: (phone, isSuspected) => this.#phoneIsLost(phone, isSuspected),
    });
    const { credentials } = options;
    this.browserPhones = new BrowserPhones({
      url: options.ari.url,
      credentials: () => (typeof credentials === 'function' ? credentials() : credentials),
      legs: this.#legs,
      link: this.#ari,
      ids: this.#ids,
      clock: this.#clock,
      tell,
      listenerGone: (phone) => this.#supervisors.pageGone(phone),
      heardOf: (phone) => this.#phones.heardOf(phone),
      refused: options.browserPhoneRefused ?? (() => undefined),
    });
    const { spool } = options;
    this.#notes = spool === undefined ? undefined : notesIn(spool);
    this.#safetyNet =
      spool === undefined
        ? undefined
        : new SafetyNet({
            file: notesIn(spool),
            lengthOf: (recording) => this.#lengthOf(recording),
            isThere: (channel) => isThere(this.#ari, channel),
            now: () => Date.now(),
          });
    this.#safetyNetFile =
      spool === undefined
        ? undefined
        : new SafetyNetFile({
            file: join(spool, 'safety-net-now'),
            clock: this.#clock,
            log: this.#log,
            wall: () => Date.now(),
          });
    const provisioner = this.#provisionerIn(options.etcDir);
    this.#provisioner = provisioner;
    const { secret = fromEnvironment } = options;
    this.#registrations = new Registrations(
      this.#clock,
      this.#log,
      (name) => secret(name) !== undefined,
      (move) => this.#listener?.event({ type: 'phoneMoved', at: this.#clock.now(), ...move }),
      (trunk, down) =>
        tell({
          type: 'trunkChanged',
          at: this.#clock.now(),
          trunk,
          ...defined({ down }),
        }),
    );
    this.#blocklist = new Blocklist({
      bring: provisioner && ((file, text) => provisioner.bring(file, text)),
      brought: provisioner && ((file) => provisioner.brought(file)),
      clock: this.#clock,
      log: this.#log,
      alarm: options.alarm ?? ((what, code) => this.#log.warn({ code, what }, 'alarm')),
    });
  }

  async start(listener: TelephonyListener): Promise<void> {
    this.#listener = listener;
    return new Promise((resolve) => {
      this.#started = resolve;
      this.#ari.start();
      this.#ami?.start();
      // Without AMI there are no reports, and a muted phone would count as lost.
      if (this.#ami !== undefined) this.#phoneLiveness.start();
    });
  }

  async stop(): Promise<void> {
    this.#ari.stop();
    this.#ami?.stop();
    this.#callOffAsking();
    this.#phoneLiveness.stop();
    this.#signOfLife.stop();
    this.browserPhones.stop();
    this.#blocklist.stop();
    this.#phones.stop();
    this.#renewals.stop();
    this.#legs.stop();
    this.#listener = undefined;
    await this.#safetyNetFile?.stop();
  }

  /** The sound library has changed. */
  async refreshMusic(): Promise<void> {
    await this.#provisioner?.refreshMusic();
  }

  async perform(command: ExchangeCommand, media: readonly Media[]): Promise<Performed> {
    return this.#performer.perform(command, media);
  }

  /**
   * @throws {ProvisioningError} when a name or password cannot stand in Asterisk's files, or they cannot be written;
   *   Asterisk then keeps what it had
   */
  async provision(plan: Plan): Promise<void> {
    this.#phones.follow(allPhones(plan));
    this.browserPhones.follow(plan);
    this.#blocklist.provision(plan);
    if (this.#ami !== undefined) this.#phoneLiveness.follow(plan);
    this.#registrations.follow(plan);
    await this.#safetyNetFile?.follow(plan);
    await this.#provisioner?.provision(plan);
    await this.#askForPhones();
  }

  /** @throws {SurveyFailed} when Asterisk cannot be asked; the link is then going down, and up again. */
  async survey(questions: SurveyQuestions = noQuestions): Promise<Survey> {
    const resumedMedia = new ResumedMedia({
      link: this.#ari,
      ids: this.#ids,
      legs: this.#legs,
      clock: this.#clock,
      lengthOf: (name) => this.#lengthOf(name),
    });
    const notes = async (): Promise<readonly NotedCall[]> => (await this.#safetyNet?.handed()) ?? [];
    if (this.#ami !== undefined)
      await takeBack({
        notes,
        link: this.#ari,
        ami: this.#ami,
        list: async () => (await channelsThere(this.#ari, this.#ids, this.#options.app)).all,
        clock: this.#clock,
      });
    const handed = await notes();
    const [started, { legs, snoops, supervising, all }, bridges, playing, recordings, talks] =
      await Promise.all([
        startedAt(this.#ari),
        channelsThere(this.#ari, this.#ids, this.#options.app),
        surveyedBridges(this.#ari, this.#ids),
        resumedMedia.playing(questions.playbacks),
        resumedMedia.recordings(questions.recordings),
        this.#talks.survey(questions.talks),
      ]);
    const here = new Set(legs.map(({ id }) => id));
    const isBack = ({ channel, returned }: NotedCall): boolean => returned || here.has(channel);
    await this.#safetyNet
      ?.noteReturned(handed.filter(({ channel }) => here.has(channel)))
      .catch((error: unknown) =>
        this.#log.warn({ err: error }, 'Cannot note who is back from the safety net.'),
      );
    const legsOf = (calls: readonly NotedCall[]): LegId[] =>
      calls.map(({ channel }) => this.#ids.leg(channel));
    return {
      ...defined({ startedAt: started }),
      legs: legs.map((channel) => surveyedLeg(channel, this.#ids)),
      bridges,
      phones: this.#phones.states(),
      playing,
      recordings,
      talks,
      recorded: this.#talks.listenedTo(snoops),
      transfers: surveyedTransfers(all, bridges, this.#ids),
      supervisors: this.#supervisors.survey(supervising),
      takenBySafetyNet: legsOf(handed.filter((call) => !isBack(call))),
      givenBack: legsOf(handed.filter(isBack)),
    };
  }

  async servedMeanwhile(known: ReadonlySet<LegId>): Promise<readonly ServedCall[]> {
    return (await this.#safetyNet?.served(known)) ?? [];
  }

  dialFrom(phone: string, to: string, ticket?: number): Promise<Dialled> {
    return this.#clicked.dial(phone, to, defined({ ticket }));
  }

  dialFromOutside(number: string, trunk: string, to: string): Promise<Dialled> {
    return this.#clicked.dial(number, to, { trunk });
  }

  noteForSafetyNet(facts: readonly NetFact[]): void {
    this.#safetyNetFile?.note(facts);
  }

  /** Blanks what the safety net has noted of callers with such a number; so many calls. */
  async eraseNotes(isOf: (number: string) => boolean): Promise<number> {
    return this.#notes === undefined ? 0 : await eraseNotes(this.#notes, isOf);
  }

  /** The channels of callers who are recorded now, in a message or survey. */
  recorded(): readonly string[] {
    return this.#legs.all().flatMap(({ channel, recordings }) => (recordings.size > 0 ? [channel] : []));
  }

  /** How trunks and log-ins stand. */
  access(): Access {
    return { ...this.#registrations.access(), poorQuality: this.#quality.poor() };
  }

  /** The file of a recording; undefined: this engine cannot see where Asterisk keeps them. */
  recordingFile(recording: RecordingId): string | undefined {
    return this.#fileOf(this.#ids.recording(recording));
  }

  /** The files of a segment of a recorded talk; none: this engine cannot see where Asterisk keeps them. */
  partsOf(segment: RecordingId): { caller: string; agents: string; both: string } | undefined {
    const path = (side: Side): string | undefined => this.#fileOf(nameOf(this.#ids, segment, side));
    const [caller, agents, both] = [path('caller'), path('agents'), path('both')];
    return caller && agents && both ? { caller, agents, both } : undefined;
  }

  /** Which segment a file of a recorded talk belongs to; none: it is no such file. */
  segmentOf(file: string): RecordingId | undefined {
    return this.#talks.segmentOf(file.replace(/\.[a-z]+$/, ''));
  }

  #fileOf(name: string): string | undefined {
    const { spool } = this.#options;
    return spool === undefined ? undefined : recordingFile(spool, name);
  }

  #lengthOf(name: string): number | undefined {
    const file = this.#fileOf(name);
    return file === undefined ? undefined : lengthOfWav(file);
  }

  #hear(event: AriEvent): void {
    if (this.#held === undefined) this.#tellOf(event);
    else this.#held.push(event);
  }

  #tellOf(event: AriEvent): void {
    const isHeard = this.#clicked.hear(event) || this.#talks.hear(event) || this.#supervisors.hear(event);
    if (!isHeard) this.#translation.hear(event);
  }

  #isMade({ channel, madeByUs }: LiveLeg, dialog: string | undefined): void {
    if (dialog !== undefined && dialog !== '')
      this.#options.evidence?.legMade(this.#ids.leg(channel), dialog, madeByUs);
  }

  #linkLost(state: 'down' | 'replaced', reason: string): void {
    const wasTold = this.#held === undefined;
    this.#held = [];
    this.#connections += 1;
    this.browserPhones.linked(false);
    this.#phoneLiveness.linkLost();
    this.#signOfLife.stop();
    this.#talks.linkLost();
    this.#clicked.linkLost();
    this.#translation.linkLost();
    this.#supervisors.linkLost();
    if (wasTold || state === 'replaced') this.#listener?.link(state, reason);
  }

  /**
   * Events were missed. Before the engine is told that the link is up, the book of legs is brought up to date; after
   * it prompts and recordings that have ended meanwhile, which no survey shows; then what has come in since.
   */
  async #takeStock(): Promise<void> {
    const connection = this.#connections;
    try {
      const { legs: channels } = await channelsThere(this.#ari, this.#ids, this.#options.app);
      const over = await this.#endedMeanwhile(channels);
      if (connection !== this.#connections) return;
      for (const channel of channels) this.#refresh(channel);
      this.browserPhones.linked(true);
      this.#listener?.link('up', 'connected');
      this.#signOfLife.start();
      this.lamps.ariIsUp();
      for (const end of over) end();
      const held = this.#held ?? [];
      this.#held = undefined;
      for (const event of held) this.#tellOf(event);
      this.#goOn();
    } catch (error) {
      this.#log.warn({ err: error }, 'cannot list the calls in Asterisk');
      this.#clock.after(1000, () => {
        if (connection === this.#connections) void this.#takeStock();
      });
    }
  }

  #refresh({ id, name, state, dialplan, protocol_id: dialog }: AriChannel): void {
    const known = this.#legs.get(id);
    const ours = this.#ids.isOffer(id);
    const phone = ours || dialplan.context === 'from-phone' ? endpointOf(name) : undefined;
    const leg = known ?? this.#legs.add(id, ours, phone, state === 'Up');
    if (state === 'Up') leg.answered = true;
    if (dialplan.app_name === 'Stasis') this.#legs.enter(leg);
    this.#isMade(leg, dialog);
  }

  /** What to tell, once the link is up. Legs that are gone are just taken out: the engine's own survey misses them. */
  async #endedMeanwhile(channels: readonly AriChannel[]): Promise<readonly (() => void)[]> {
    const there = new Set(channels.map((channel) => channel.id));
    const ends = this.#legs.all().map(async (leg) => {
      const recordings = await this.#overOnes(
        [...leg.recordings.keys()],
        'recordings',
        'getLive',
        'recordingName',
      );
      const told = recordings.map((name) => () => this.#translation.recordingOver(name));
      if (!there.has(leg.channel)) return [...told, () => this.#legs.remove(leg.channel)];
      const playbacks = await this.#overOnes([...leg.playbacks], 'playbacks', 'get', 'playbackId');
      return [...told, ...playbacks.map((name) => () => this.#translation.playbackOver(name, true))];
    });
    return (await Promise.all(ends)).flat();
  }

  async #overOnes(
    names: readonly string[],
    resource: string,
    operation: string,
    parameter: string,
  ): Promise<readonly string[]> {
    const replies = names.map(async (name) => this.#ari.request(resource, operation, { [parameter]: name }));
    return (await Promise.all(replies)).flatMap((reply, index) =>
      hasStatus(reply, 404) ? [names[index] ?? ''] : [],
    );
  }

  /**
   * Resolves when all have been told of, so that no one is rung who talks already. An Asterisk that is starting takes
   * log-ins before it has loaded what lists them: it is asked again, or an agent who talked when it died is busy for ever.
   */
  async #askForPhones(): Promise<void> {
    this.#callOffAsking();
    const listed = new Promise<void>((resolve) => this.#listed.add(resolve));
    const reply = await this.#ami?.action({ action: 'DeviceStateList' });
    // What these list comes as events, as everything that changes later does.
    await this.#ami?.action({ action: 'PJSIPShowContacts' });
    await this.#ami?.action({ action: 'PJSIPShowRegistrationsOutbound' });
    if (reply === undefined) this.#phones.takeForReachable();
    if (reply?.kind === 'error') {
      this.#log.warn({ reply }, 'AMI does not list phone states yet');
      this.#callOffAsking();
      this.#callOffAsking = this.#clock.after(askedAgainAfter, () => void this.#askForPhones());
    }
    if (reply?.kind !== 'success') return;
    this.#listener?.phonesUnheard(undefined);
    await within(this.#clock, listTakes, listed, undefined);
  }

  #amiLink(): AmiLink | undefined {
    const { ami } = this.#options;
    if (ami === undefined) {
      this.#phonesKnown = true;
      return undefined;
    }
    return new AmiLink(ami, this.#clock, this.#log, {
      up: () => {
        this.lamps.amiIsUp();
        void this.#askForPhones();
      },
      down: (reason) => {
        this.#phoneLiveness.linkLost();
        this.#listener?.phonesUnheard(reason);
      },
      event: (message) => this.#hearAmi(message),
    });
  }

  #provisionerIn(etcDir: string | undefined): Provisioner | undefined {
    if (etcDir === undefined) return undefined;
    const { credentials, secret = fromEnvironment, publicAddress, sipAddress, musicFolder } = this.#options;
    return new Provisioner({
      etcDir,
      credentials,
      secret,
      link: this.#ari,
      log: this.#log,
      ...defined({ publicAddress, sipAddress, musicFolder }),
    });
  }

  #hearAmi(message: AmiMessage): void {
    if (message['event'] === 'RTCPReceived' || message['event'] === 'RTCPSent') {
      if (message['event'] === 'RTCPReceived') this.#phoneLiveness.reported(String(message['uniqueid']));
      // Somebody's own Asterisk may filter one of the two.
      else if (this.#options.spool !== undefined) this.#phoneLiveness.hearsReports();
      this.#quality.hear(message);
      return;
    }
    this.#blocklist.hear(message);
    this.#registrations.hear(message);
    if (message['event'] === 'DeviceStateChange') {
      this.#phones.deviceChanged(String(message['device']), String(message['state']));
    } else if (message['event'] === 'ContactStatus' && message['contactstatus'] !== 'Removed') {
      this.#phoneIsThere(String(message['aor']));
    } else if (message['event'] === 'ContactStatusDetail') {
      this.#renewals.hear(message);
    } else if (message['event'] === 'DeviceStateListComplete') {
      this.#phonesKnown = true;
      this.#phones.allHeardOf();
      for (const resolve of this.#listed) resolve();
      this.#listed.clear();
      this.#goOn();
    }
  }

  /** Rung, or in a talk, it gave no sign of life. */
  #phoneIsLost(phone: string, isSuspected = false): void {
    this.#phones.silent(phone);
    this.#renewals.lost(phone, isSuspected);
  }

  /** It has registered. */
  #phoneIsThere(phone: string): void {
    this.#phones.heardOf(phone);
    this.lamps.phoneHeardOf(phone);
  }

  /** Started: events of calls flow, and the phones' states are known. */
  #goOn(): void {
    if (this.#held === undefined && this.#phonesKnown) this.#started();
  }
}
