/**
 * The composition root: the one place that knows all adapters. It builds them, hands them to the engine, starts all in
 * the order in which each needs the one before, and stops in the opposite order.
 *
 *     plan, credentials -> store -> Asterisk -> telephony, prompts -> engine -> API -> calls are routed
 *
 * Invariants: whatever was started before a step failed is stopped again; the store, which admits one engine only, is
 * opened before Asterisk is touched.
 */
import { dirname, join } from 'node:path';
import { PeopleAccounts } from './accounts/accounts.ts';
import { oidc } from './accounts/oidc.ts';
import { AriTelephony } from './asterisk/ari-telephony.ts';
import type { AsteriskAccess } from './asterisk/host/access.ts';
import { hostAsterisk } from './asterisk/host/host.ts';
import type { Progress } from './asterisk/host/progress.ts';
import { StandIn } from './asterisk/stand-in/stand-in.ts';
import {
  keyOf,
  PlanHasErrors,
  refuseTakenPort,
  refuseUnusable,
  SettingRefused,
  speechOrInstall,
} from './composition/before-start.ts';
import { afterCalls } from './composition/calls-first.ts';
import { provisionedWithCredentials, sipUsers } from './composition/credentials.ts';
import { makeDemoHistory } from './composition/demo-history.ts';
import { startEvidence } from './composition/evidence.ts';
import { ending, orAborted } from './composition/interruption.ts';
import { openLibrary } from './composition/library.ts';
import { MissingMailServer } from './composition/missing-mail-server.ts';
import { buildNumbers } from './composition/numbers.ts';
import { buildSounds } from './composition/sounds.ts';
import { buildSurveys } from './composition/surveys.ts';
import { erasePerson } from './contacts/erase.ts';
import { FinishErasures } from './contacts/finish-erasures.ts';
import { recognise } from './contacts/recognise.ts';
import { ContactRetention } from './contacts/retention.ts';
import { WithheldNumbers, withheldNumbersIn } from './contacts/withheld-numbers.ts';
import { AlarmKeeper } from './engine/alarm-keeper.ts';
import { Engine } from './engine/engine.ts';
import { auditOfPhone } from './engine/gate/audit-of-phones.ts';
import { AuditWriter } from './engine/gate/audit-writer.ts';
import { EngineGate, type GateNeeds } from './engine/gate/gate.ts';
import { JournalRetention } from './engine/journal-retention.ts';
import { LampKeeper } from './engine/lamps.ts';
import type { EngineOptions } from './engine/options.ts';
import { TicketKeeper } from './engine/ticket-keeper.ts';
import { TicketRetention } from './engine/ticket-retention.ts';
import { popOf } from './http/live/me-offer.ts';
import { describedByBuild } from './http/openapi/describe.ts';
import { type ServeOptions, serveApi } from './http/server.ts';
import { measuredStore, measuredTelephony } from './metrics/measured.ts';
import { Metrics } from './metrics/metrics.ts';
import { helpdeskDoor } from './outward/helpdesk/inbox.ts';
import { Outward } from './outward/outward.ts';
import type { Plan } from './plan/model.ts';
import { parsePlan, readPlan } from './plan/read.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import { AuditHeads } from './process/audit-heads.ts';
import { buildOfCore } from './process/build.ts';
import { diskOf } from './process/disk.ts';
import { doctorBy } from './process/doctor.ts';
import { watchEventLoop } from './process/event-loop.ts';
import { freezeNoteIn, takeFreezeNote } from './process/freeze-note.ts';
import { ownVersion } from './process/own-version.ts';
import { messageMayBeCut } from './process/recording-space.ts';
import { steadySystemClock } from './process/system-clock.ts';
import { musicFolders } from './prompts/music-folders.ts';
import { soundDesk } from './prompts/sound-desk.ts';
import { speechProblem } from './prompts/speech.ts';
import { SpokenPrompts } from './prompts/spoken-prompts.ts';
import { type Credentials, ensureCredentials } from './settings/credentials.ts';
import { ensureInstance } from './settings/instance.ts';
import { ensurePeopleKey } from './settings/people-key.ts';
import type { Settings } from './settings/settings.ts';
import { makeStateFolder } from './settings/state-folder.ts';
import { refuseIfAside, stepAside, takeBack } from './settings/takeover-note.ts';
import { defined } from './shared/defined.ts';
import { type CallId, callOf, noCall, type RecordingId } from './shared/ids.ts';
import { packageRoot } from './shared/package-root.ts';
import { minutes, seconds } from './shared/time.ts';
import { openStore } from './store/sqlite/sqlite-store.ts';
import { backupAside } from './workers/backup-aside.ts';
import { logWriterAside } from './workers/log-writer-aside.ts';
import { planDeskAside } from './workers/plan-desk-aside.ts';
import { readPlanAside } from './workers/read-plan-aside.ts';
import { memoryOf, Workers } from './workers/workers.ts';

export interface RunningCordboard {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly store: Store;
  readonly asterisk: AsteriskAccess;
  readonly credentials: Credentials;
  /** By which people reach the console. */
  readonly consoleUrl: string;
  /** What the link for the first admin holds; none: there is an admin. */
  readonly firstLink?: string;
  /** Resolves when it can no longer go on, because another engine has taken over; with the reason. */
  readonly over: Promise<string>;
  /** Ends the engine, and Asterisk if it is ours. */
  stop(): Promise<void>;
}

export async function startCordboard(
  settings: Settings,
  log: Log,
  progress: Progress,
  interrupted: AbortSignal = new AbortController().signal,
): Promise<RunningCordboard> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await start(settings, log, progress, interrupted, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  settings: Settings,
  log: Log,
  progress: Progress,
  interrupted: AbortSignal,
  undo: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<RunningCordboard> {
  const { home, http } = settings;
  const read = await readPlan(settings.plan);
  if (!read.ok) throw new PlanHasErrors(settings.plan, read.findings);
  const { plan } = read;
  const speechWrong = await speechProblem(settings.speech);
  if (speechWrong !== undefined) throw new SettingRefused(`CORDBOARD_SPEECH: ${speechWrong}`);
  if (http.tls) await refuseUnusable(http.tls);
  await makeStateFolder(home);
  let localUrl = apiUrl(settings);
  let consoleUrl: string | undefined;
  const ensure = (wanted: Plan): Promise<Credentials> => ensureCredentials(home, sipUsers(wanted), localUrl);
  const clock = steadySystemClock(home, log);
  // First of all: it lets one engine in only, and a second one must not touch what the first works with. Before the ports
  // are looked at, too: another port is no way out for a second engine in the same state folder.
  const store = await openStore(join(home, 'cordboard.db'), log, {
    durability: settings.durability,
    backupWork: backupAside(() => workers),
    logWriter: (database) => logWriterAside(join(packageRoot, 'dist', 'workers', 'log-writer.js'), database),
  });
  undo.push(() => store.close());
  // From now on a start that freezes is killed as well. Not before: an upgrade of a large database is one long step.
  const standIn = new StandIn({
    program: join(packageRoot, 'dist', 'asterisk', 'stand-in', 'program.js'),
    killAfter: seconds(settings.freezeLimit),
    note: freezeNoteIn(home),
    clock,
    log,
  });
  undo.push(async () => standIn.stop());
  await refuseTakenPort(http.address, http.port);
  await (settings.takeOver === true ? takeBack(home) : refuseIfAside(home));
  if (settings.demoHistory === true) {
    const now = clock.now();
    const make = () => makeDemoHistory({ store, plan, text: read.text, now, home, interrupted });
    const { calls } = await progress.step('Make up a week of calls', make);
    progress.note(`${calls} made-up calls; their callers have the tag demo`);
  }
  let credentials = await ensure(plan);
  const speech = await speechOrInstall(settings.speech, progress);
  interrupted.throwIfAborted();

  const instance = await ensureInstance(home);
  const sendsCopies = settings.evidence.days > 0 && settings.evidence.messages;
  const hosting = { ...settings, systemName: instance, sendsCopies };
  const asterisk = await hostAsterisk(hosting, log, progress, interrupted);
  let isOurs = true;
  let hasStarted = false;
  /** One that another engine has taken over stays, and one that is meant to; and one with calls that a start cannot resume. */
  const endsAsterisk = (): boolean =>
    isOurs && settings.keepAsterisk !== true && (hasStarted || interrupted.aborted || !asterisk.adopted);
  undo.push(() => (endsAsterisk() ? asterisk.stop() : asterisk.leave()));
  asterisk.keepAlive(() => log.info({ pid: asterisk.pid() }, 'the connection to Asterisk is back'));
  interrupted.throwIfAborted();

  const { ari, ami, etc, spool, copies } = asterisk.access;
  const evidence = await startEvidence(settings, copies, { clock, log, engine: () => engine });
  undo.push(async () => evidence?.stop());
  const workers = new Workers({ program: join(packageRoot, 'dist', 'workers', 'worker.js') });
  undo.push(() => workers.close());
  const library = await openLibrary(home, workers, () => {
    // Without Asterisk it is told at the next link.
    ariTelephony
      .refreshMusic()
      .catch((error: unknown) => log.warn({ err: error }, 'Asterisk does not play the new music yet.'));
  });
  const ariTelephony = new AriTelephony({
    ari,
    ami,
    app: 'cordboard',
    instance,
    etcDir: etc,
    credentials: () => credentials.sip,
    ...defined({ spool, evidence }),
    // Where an Asterisk of somebody else's is, they know.
    ...(settings.foreignAsterisk === undefined &&
      defined({ publicAddress: settings.sip.publicAddress, sipAddress: settings.sip.address })),
    alarm: (what, code) => engine.alarm(what, 'log_ins', code),
    musicFolder: musicFolders(home, library),
    browserPhoneRefused: (why) => metrics?.browserPhoneRefused(why),
    log,
    clock,
  });
  // The dialplan of somebody's own Asterisk is theirs.
  if (settings.foreignAsterisk === undefined) {
    standIn.helpsCallersOn(ari, () => ariTelephony.recorded());
    undo.push(async () => {
      if (!endsAsterisk()) standIn.leave();
    });
  }
  const telephony = provisionedWithCredentials(ariTelephony, async (wanted) => {
    credentials = await ensure(wanted);
  });
  const prompts = new SpokenPrompts({
    cacheDir: join(home, 'prompts'),
    library,
    speech,
    planDir: dirname(settings.plan),
    log,
    alarm: (what) => engine.alarm(what, 'prompts', 'prompt_incomplete'),
    recordingFile: (recording) => ariTelephony.recordingFile(recording as RecordingId),
  });
  const { over, end } = ending();
  const eventLoop = watchEventLoop();
  undo.push(async () => eventLoop.stop());
  const withheld = new WithheldNumbers({
    path: withheldNumbersIn(home),
    clock,
    log,
    wall: () => Date.now(),
    keepFor: () => engine.plan().plan.keepsWithheld,
  });
  undo.push(() => withheld.stop());
  const checkSpace = (call: CallId, recording: RecordingId): void =>
    void messageMayBeCut(call, ariTelephony.recordingFile(recording)).then((what) => {
      if (what !== undefined) engine.alarm(what, 'store', 'message_may_be_cut');
    });
  let metrics: Metrics | undefined;
  const options: EngineOptions = {
    telephony: measuredTelephony(telephony, () => metrics),
    store: measuredStore(store, () => metrics),
    prompts,
    clock,
    log,
    parsePlan,
    readPlan: (text) => readPlanAside(workers, text),
    isSet: (variable) => process.env[variable] !== undefined,
    lookUp: (asked) => outward.lookUp(asked),
    recognise: (arrival, current) => {
      void withheld.keep(arrival, current);
      return recognise(arrival, current, store.contacts, log);
    },
    late: () => eventLoop.late(),
    // Not when its entry is stored: that waits for room on what may be the same disk, and then there is room.
    turnTaken: (_, event) => {
      if (event.type === 'recordingEnded' && event.lasted > 0)
        checkSpace(callOf(event.recording) ?? noCall, event.recording);
    },
    ...(settings.recordDays === 0
      ? {}
      : { record: { build: buildOfCore(), keepFor: minutes(settings.recordDays * 24 * 60) } }),
    replaced: () => {
      isOurs = false;
      const unnoted = (error: unknown): void =>
        log.error(
          { err: error },
          'Cannot note the takeover: the next start of this engine would take Asterisk back.',
        );
      void stepAside(home)
        .catch(unnoted)
        .then(() => end('another engine has taken over this Asterisk; calls continue there'));
    },
  };
  const engine = await Engine.load(options, plan, read.text);

  const figures = new Metrics({
    operations: engine,
    access: () => ariTelephony.access(),
    late: () => eventLoop.late(),
  });
  metrics = figures;
  const lamps = new LampKeeper({
    world: engine.world,
    lamps: ariTelephony.lamps,
    voicemails: store.voicemails,
    clock,
    log,
  });
  undo.push(async () => lamps.stop());
  const unwatch = engine.watch(({ agents }) => lamps.changed(agents));
  undo.push(async () => unwatch());
  const ticketKeeper = new TicketKeeper({ store, clock, log });
  undo.push(() => ticketKeeper.stop());
  const audit = new AuditWriter({ trail: store.audit, clock, log });
  undo.push(() => audit.flush());
  const auditHeads = new AuditHeads({
    path: settings.auditHeads ?? join(home, 'audit-heads'),
    trail: store.audit,
    clock,
    log,
  });
  await auditHeads.start();
  undo.push(async () => auditHeads.stop());
  const peopleKey = await ensurePeopleKey(home);
  const outward = await Outward.load({
    store,
    clock,
    log,
    smtp: settings.smtp,
    alarmMail: settings.alarmMail ?? [],
    company: () => engine.plan().plan.company,
    country: () => engine.world.plan.country,
    secret: (variable) => process.env[variable],
    internalTargets: settings.internalTargets ?? [],
    helpdesk: settings.helpdesk,
    otlp: settings.otlp,
    key: peopleKey,
    baseUrl: () => settings.publicUrl ?? consoleUrl ?? localUrl,
    onEntry: (then) => engine.follow(then),
    popOf: (agent, call, offer) => popOf({ operations: engine, store }, agent, call, offer),
    alarm: (what) => engine.alarm(what, 'deliveries', 'delivery_given_up'),
    deliveriesKeptFor: () => engine.world.plan.retention?.deliveries,
    version: ownVersion(),
  });
  undo.push(() => outward.stop());
  const numbers = buildNumbers({
    store,
    engine,
    clock,
    log,
    workers,
    metrics: figures,
    mailer: outward.mailer,
  });
  undo.push(() => numbers.stop());
  const sounds = buildSounds({
    home,
    spool,
    key: await keyOf(settings.recordingKey),
    telephony: ariTelephony,
    store,
    engine,
    clock,
    log,
    workers,
    mailer: outward.mailer,
    library,
  });
  undo.push(() => sounds.stop());
  const accounts = await PeopleAccounts.load({
    book: store.people,
    clock,
    audit,
    plan: () => engine.plan().plan,
    key: peopleKey,
    adminsNeedSecondFactor: settings.adminSecondFactor === true,
  });
  undo.push(async () => accounts.stop());
  const erase: GateNeeds['erasePerson'] = (whose, by, how) =>
    erasePerson(whose, by, how, {
      store,
      operations: engine,
      recordingFile: sounds.recordingFile,
      talks: sounds.talks,
      forgetNames: () => prompts.forgetNames(),
      eraseEvidence: evidence && ((calls) => evidence.erase(calls)),
      eraseNotes: (isOf) => ariTelephony.eraseNotes(isOf),
      eraseWithheld: (isOf, legs) => withheld.erase(isOf, legs),
    });
  const contactRetention = new ContactRetention({
    contacts: store.contacts,
    plan: () => engine.plan().plan,
    clock,
    log,
    erase: async (number) => (await erase({ number }, 'retention', { deleteCopies: false })).done,
  });
  undo.push(() => contactRetention.stop());
  const ticketRetention = new TicketRetention({
    tickets: store.tickets,
    plan: () => engine.plan().plan,
    clock,
    log,
  });
  undo.push(() => ticketRetention.stop());
  const journalRetention = new JournalRetention({
    details: store.details,
    plan: () => engine.plan().plan,
    clock,
    log,
  });
  undo.push(() => journalRetention.stop());
  const finishErasures = new FinishErasures({ erasure: store.erasure, operations: engine, clock, log });
  undo.push(() => finishErasures.stop());
  const alarms = new AlarmKeeper({
    world: engine.world,
    journal: store.journal,
    clock,
    log,
    call: (person, count, code) => engine.callForAlarm(person, count, code),
    alarm: (what, code) => engine.alarm(what, 'queues', code),
  });
  undo.push(() => alarms.stop());
  const missingMailServer = new MissingMailServer({
    plan: () => engine.plan().plan,
    mailer: outward.mailer,
    log,
  });
  const unfollow = engine.follow((entry) => {
    const byPhone = auditOfPhone(entry);
    if (byPhone) audit.record(byPhone);
    figures.happened(entry);
    numbers.happened(entry);
    evidence?.happened(entry);
    ticketKeeper.happened(entry);
    sounds.happened(entry);
    lamps.happened(entry);
    alarms.happened(entry);
    missingMailServer.happened(entry);
    // The safety net's, of which a turn told nothing before.
    if (entry.type === 'messageLeft' && callOf(entry.recording) === undefined)
      checkSpace(entry.call, entry.recording);
  });
  undo.push(async () => unfollow());
  const librarySounds = soundDesk(library, prompts);
  const gate = new EngineGate({
    accounts,
    outward: outward.desk,
    operations: engine,
    store,
    clock,
    audit,
    erasePerson: erase,
    sounds: librarySounds,
  });
  const surveys = buildSurveys({ store, engine, clock, mailer: outward.mailer, gate, key: peopleKey });
  undo.push(async () => surveys.stop());
  const api: ServeOptions = {
    metrics: figures,
    ...(settings.recordDays === 0 ? {} : { recordedFor: minutes(settings.recordDays * 24 * 60) }),
    waitAccuracy: numbers.waitAccuracy,
    missed: numbers.missed,
    alarms,
    ...defined({ evidence }),
    followUps: (agent) => ticketKeeper.dueFor(agent),
    reports: numbers.reports,
    operations: engine,
    planDesk: planDeskAside(workers),
    disk: () => diskOf(home),
    doctor: doctorBy(join(packageRoot, 'dist', 'cli', 'main.js')),
    outward: outward.desk,
    gate,
    ...defined({
      helpdesk: helpdeskDoor(settings.helpdesk, {
        store,
        gate,
        clock,
        key: peopleKey,
        agents: () => Object.keys(engine.plan().plan.agents),
      }),
    }),
    surveys: surveys.door,
    sounds: librarySounds,
    accounts,
    auditHeads: () => auditHeads.noted(),
    ...defined({
      signOn: settings.oidc && oidc(settings.oidc),
      publicUrl: settings.publicUrl,
    }),
    store,
    version: ownVersion(),
    consoleFolder: join(packageRoot, 'dist', 'console'),
    description: describedByBuild,
    ...(settings.foreignAsterisk ? {} : { sip: settings.sip }),
    access: () => ariTelephony.access(),
    browserPhones: ariTelephony.browserPhones,
    ...defined({ ice: settings.ice }),
    asteriskPending: () => asterisk.pending(),
    log,
    ...http,
    token: credentials.api.token,
    readContacts: (question) =>
      workers.run('readContacts', question, { transfer: memoryOf(question.file.bytes) }),
    readArticles: (question) => workers.run('readArticles', question),
    backUp: sounds.backUp,
    recordingFile: sounds.recordingFile,
    recordingSound: sounds.recordingSound,
  };
  const routed = engine.start();
  const serving = afterCalls(routed, clock, interrupted).then(() => serveApi(api));
  undo.push(() =>
    serving.then(
      (api) => api.close(),
      () => undefined,
    ),
  );
  undo.push(() =>
    engine.stop({
      exchangeEnds: endsAsterisk() && settings.foreignAsterisk === undefined,
    }),
  );
  await progress.step('Start the engine', () => orAborted(routed, interrupted));
  await orAborted(serving, interrupted);
  const { url, localUrl: servedAt } = await serving;
  consoleUrl = url;
  if (http.tls) {
    localUrl = servedAt;
    credentials = await ensure(engine.plan().plan);
  }
  lamps.start();
  const { atStart } = engine;
  const frozen = await takeFreezeNote(home);
  if (frozen) engine.alarm(frozen, 'exchange', 'engine_frozen');
  withheld.start();
  await sounds.start();
  contactRetention.start();
  ticketRetention.start();
  journalRetention.start();
  finishErasures.start();
  await numbers.start();
  ticketKeeper.start();
  await alarms.start();
  await outward.start();
  surveys.start();
  missingMailServer.look();
  if (atStart.appliedBy !== undefined) {
    progress.note(
      `continuing with plan version ${atStart.version}, applied by ${atStart.appliedBy}; ${settings.plan} has not changed since it was loaded`,
    );
  }
  const firstLink = accounts.firstLink();
  hasStarted = true;
  return {
    plan: atStart.plan,
    ...defined({ firstLink }),
    consoleUrl: url,
    engine,
    store,
    asterisk: asterisk.access,
    credentials,
    over,
    stop,
  };
}

/** Where programs on this machine reach the API. */
function apiUrl({ http }: Settings): string {
  const host = http.address === '0.0.0.0' ? '127.0.0.1' : http.address === '::' ? '::1' : http.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${http.port}`;
}
