/**
 * Puts together what goes out of the house: e-mails, webhooks and traces, made after the commits, never in a turn.
 *
 *     journal --follower--> deliveries --dispatcher--> carrier of its channel --> mail server, webhook
 *     journal --exporter--> collector of traces
 */
import { randomUUID } from 'node:crypto';
import type { StoredEntry } from '../call/kept/journal.ts';
import { subjectOfEvent } from '../contract/webhook.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LookUp } from '../ports/lookups.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { OutwardDesk } from '../ports/outward.ts';
import type { Store } from '../ports/store.ts';
import type { TestOutcome, Webhook } from '../ports/webhooks.ts';
import { defined } from '../shared/defined.ts';
import { Destinations } from '../shared/destinations.ts';
import type { CallId } from '../shared/ids.ts';
import type { Duration } from '../shared/time.ts';
import { Dispatcher } from './deliveries/dispatcher.ts';
import { GivenUp } from './deliveries/given-up.ts';
import { Desk, outcomeOf } from './desk.ts';
import { HelpdeskCarrier } from './helpdesk/carrier.ts';
import { References } from './helpdesk/reference.ts';
import { TicketFollower } from './helpdesk/ticket-follower.ts';
import { type HelpdeskSettings, Zammad } from './helpdesk/zammad.ts';
import { Poster, type Resolve } from './http/post.ts';
import { JournalFollower } from './journal-follower.ts';
import { lookups } from './lookups/lookups.ts';
import { mailsOfAlarm } from './mail/alarm-mail.ts';
import { QueuedMailer } from './mail/queued-mailer.ts';
import { SmtpCarrier, type SmtpSettings } from './mail/smtp.ts';
import { forgetTraces, type OtlpSettings, TraceExporter } from './traces/exporter.ts';
import { WebhookCarrier } from './webhooks/carrier.ts';
import { entryDelivery, popDelivery } from './webhooks/messages.ts';
import { popsOf, WebhookTargets } from './webhooks/targets.ts';
import { type Happened, happenedIn, isFor } from './webhooks/values.ts';

export interface OutwardNeeds {
  readonly store: Pick<
    Store,
    'contacts' | 'deliveries' | 'helpdesk' | 'journal' | 'tickets' | 'webhooks' | 'wrongEntries'
  >;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined: no mail is sent. */
  readonly smtp: SmtpSettings | undefined;
  /** To which addresses alarms are sent. */
  readonly alarmMail: readonly string[];
  readonly company: () => string;
  /** Of the plan: numbers without a country code belong to it. */
  readonly country: () => string;
  /** What an environment variable holds. */
  readonly secret: (variable: string) => string | undefined;
  /** Hosts, addresses and networks of our own that may be called. */
  readonly internalTargets: readonly string[];
  /** Another ticket system that has our tickets, too; if omitted: none. */
  readonly helpdesk?: HelpdeskSettings | undefined;
  /** A collector of traces (OpenTelemetry) that is sent each call; if omitted: none. */
  readonly otlp?: OtlpSettings | undefined;
  /** Encrypts the secrets of webhooks; 32 bytes. */
  readonly key: Buffer;
  /** Of the console, without a slash at its end. */
  readonly baseUrl: () => string;
  /** Tells of each entry after its commit; returns how to stop. */
  readonly onEntry: (then: (entry: StoredEntry) => void) => () => void;
  /** What an agent is shown of a call that rings for them; undefined: it rings no more. */
  readonly popOf: (agent: string, call: CallId, offer: string) => Promise<object | undefined>;
  /** An operator should look at it. */
  readonly alarm: (what: string) => void;
  /** How long e-mails and webhooks that are over stay in the log; undefined: 14 days. */
  readonly deliveriesKeptFor?: () => Duration | undefined;
  /** Of Cordboard. */
  readonly version: string;
  /** For tests. */
  readonly resolve?: Resolve;
}

export class Outward {
  readonly mailer: Mailer;
  readonly desk: OutwardDesk;
  /** Whether what callers key in is right. */
  readonly lookUp: LookUp;
  readonly #needs: OutwardNeeds;
  readonly #mailer: QueuedMailer;
  readonly #dispatcher: Dispatcher;
  readonly #poster: Poster;
  readonly #smtp: SmtpCarrier | undefined;
  readonly #targets: WebhookTargets;
  readonly #follower: JournalFollower;
  readonly #ticketFollower: TicketFollower | undefined;
  readonly #traces: TraceExporter | undefined;
  #unfollow: () => void = () => undefined;

  static async load(needs: OutwardNeeds): Promise<Outward> {
    const { store, clock, key, version } = needs;
    const poster = new Poster(new Destinations(needs.internalTargets), needs.resolve);
    // They need each other: what is sent depends on the webhooks there are, and a webhook can be tested.
    const later: { targets?: WebhookTargets; outward?: Outward } = {};
    const carrier = new WebhookCarrier({
      targets: () => later.targets as WebhookTargets,
      poster,
      store,
      clock,
      secret: needs.secret,
      version,
    });
    const targets = await WebhookTargets.load({
      book: store.webhooks,
      deliveries: store.deliveries,
      clock,
      key,
      problemWith: (url) => poster.problemWith(url),
      subjectOf: (type) => subjectOfEvent.get(type),
      send: (webhook) => testOf(webhook, carrier, clock),
      newest: async () => (await later.outward?.newestEntry()) ?? 0,
      changed: (name) => later.outward?.webhookChanged(name),
    });
    later.targets = targets;
    later.outward = new Outward(needs, poster, carrier, targets);
    return later.outward;
  }

  private constructor(needs: OutwardNeeds, poster: Poster, carrier: WebhookCarrier, targets: WebhookTargets) {
    const { store, clock, log, smtp, baseUrl, onEntry, alarm } = needs;
    const book = store.deliveries;
    const added = (): void => this.#dispatcher.wake();
    this.#needs = needs;
    this.#poster = poster;
    this.#targets = targets;
    this.#smtp = smtp && new SmtpCarrier(smtp);
    const givenUp = new GivenUp(clock, alarm);
    const { journal } = store;
    const isSetUp = smtp !== undefined;
    this.#mailer = new QueuedMailer({ book, journal, clock, log, isSetUp, baseUrl, added, onEntry });
    this.mailer = this.#mailer;
    this.#dispatcher = new Dispatcher({
      book,
      clock,
      log,
      carriers: {
        webhook: carrier,
        ...defined({
          mail: this.#smtp && this.#mailer.asking(this.#smtp),
          helpdesk: helpdeskCarrier(needs, poster),
        }),
      },
      ...defined({ keepFor: needs.deliveriesKeptFor }),
      died: (delivery, reason) => givenUp.died(delivery, reason),
    });
    const { contacts, wrongEntries } = store;
    const { key, country, secret, version } = needs;
    this.lookUp = lookups({ contacts, wrongEntries, poster, clock, log, key, country, secret, version });
    this.#follower = new JournalFollower({
      book,
      journal,
      clock,
      log,
      added,
      name: 'webhooks',
      deliveriesOf: async (entry) => {
        const wanting = targets.wanting(entry.type).filter(({ afterSeq }) => entry.seq > afterSeq);
        const those = await this.#meant(wanting, happenedIn(entry));
        return those.map((webhook) => entryDelivery(webhook, entry));
      },
    });
    this.#ticketFollower =
      needs.helpdesk &&
      new TicketFollower({ book, tickets: store.tickets, links: store.helpdesk, clock, log, added });
    this.#traces =
      needs.otlp &&
      new TraceExporter({ settings: needs.otlp, book, journal, poster, clock, log, key, version });
    this.desk = new Desk({
      webhooks: targets,
      book,
      clock,
      smtp: this.#smtp,
      unpause: (channel, target) => this.#dispatcher.unpause(channel, target),
    });
  }

  async start(): Promise<void> {
    this.#unfollow = this.#needs.onEntry((entry) => {
      this.#traces?.happened(entry);
      // Without webhooks nothing is read.
      if (this.#targets.all().length === 0) return;
      this.#follower.happened(entry.seq, this.#targets.wanting(entry.type).length > 0);
      if (entry.type === 'offerMade') void this.#pop(entry.call, entry.offer, entry.to, entry.at);
    });
    await this.#targets
      .finishRemovals()
      .catch((error: unknown) =>
        this.#needs.log.warn(
          { err: error },
          'Cannot forget a removed webhook; trying again at the next start.',
        ),
      );
    await this.#ticketFollower?.start();
    await this.#dispatcher.start();
    if (this.#traces) await this.#traces.start();
    // Set again later, it begins with what happens then.
    else await forgetTraces(this.#needs.store.deliveries);
    const { alarmMail: to, company } = this.#needs;
    const linkTo = (path: string): string => this.mailer.linkTo(path);
    if (to.length > 0)
      this.mailer.follow('alarms', ['alarmRaised'], (entry) => mailsOfAlarm(entry, { to, company, linkTo }));
    // What an earlier engine has committed and not yet read.
    if (this.#targets.all().length > 0) this.#follower.start();
  }

  async stop(): Promise<void> {
    this.#unfollow();
    await this.#traces?.stop();
    await this.#follower.stop();
    await this.#ticketFollower?.stop();
    await this.#mailer.stop();
    await this.#dispatcher.stop();
    this.#smtp?.close();
    this.#poster.close();
  }

  async newestEntry(): Promise<number> {
    await this.#follower.begin();
    return (await this.#needs.store.journal.last(1))[0]?.seq ?? 0;
  }

  webhookChanged(name: string): void {
    const noted = this.#targets.all().length === 0 ? this.#follower.forget() : this.#follower.note();
    noted.catch((error: unknown) =>
      this.#needs.log.warn({ err: error }, 'Cannot note how far the journal was read for webhooks.'),
    );
    for (const target of [name, popsOf(name)]) this.#dispatcher.unpause('webhook', target);
  }

  /** Requests in another shape are made of some events only (`webhooks/values.ts`). */
  async #meant(webhooks: readonly Webhook[], happened: Happened): Promise<readonly Webhook[]> {
    const { store, clock } = this.#needs;
    const meant: Webhook[] = [];
    for (const webhook of webhooks)
      if (!webhook.request || (await isFor(webhook.request, happened, store, clock.now())))
        meant.push(webhook);
    return meant;
  }

  /** Not read from the journal later: who calls is of use only while the phone rings. */
  async #pop(call: CallId, offer: string, agent: string, at: number): Promise<void> {
    const { popOf, store, log } = this.#needs;
    const wanting = this.#targets.wanting('screenPop');
    if (wanting.length === 0) return;
    try {
      const pop = await popOf(agent, call, offer);
      if (pop === undefined) return;
      const those = await this.#meant(wanting, { type: 'screenPop', at, call, agent });
      await store.deliveries.add(those.map((webhook) => popDelivery(webhook, call, offer, agent, at, pop)));
      this.#dispatcher.wake();
    } catch (error) {
      log.warn({ err: error, call }, 'Cannot send a screen pop.');
    }
  }
}

function helpdeskCarrier(
  { store, helpdesk, key, version }: OutwardNeeds,
  poster: Poster,
): HelpdeskCarrier | undefined {
  if (!helpdesk) return undefined;
  const zammad = new Zammad(helpdesk, poster, version);
  return new HelpdeskCarrier({ store, zammad, references: new References(key) });
}

async function testOf(
  webhook: Webhook,
  carrier: WebhookCarrier,
  clock: Pick<Clock, 'now'>,
): Promise<TestOutcome> {
  const at = clock.now();
  const carried = await carrier.test(webhook, `msg_${webhook.name}_test_${randomUUID()}`);
  return outcomeOf(carried, clock.now() - at);
}
