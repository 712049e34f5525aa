/**
 * The live stream: a snapshot of each topic, then what changes (`contract/live/messages.ts`). It is the truth for every
 * screen: nothing has to be polled, and nothing worked out from the journal.
 */
import type { z } from 'zod';
import type { StoredEntry } from '../../call/kept/journal.ts';
import { liveQuery } from '../../contract/live/messages.ts';
import type { Actor } from '../../ports/actor.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { iso } from '../times.ts';
import { FloorFeed } from './floor-feed.ts';
import { everything, type FloorView } from './floor-group.ts';
import { type FloorMessage, LiveClient, type Stamp, TRY_AGAIN_LATER } from './live-client.ts';
import { MeFeed } from './me-feed.ts';
import { followUpView, offerView } from './me-offer.ts';

/** Connections at the same time; a console needs one for each person. */
const MOST_CLIENTS = 1000;
/** Entries of one call that may wait until the first of them are read. */
const MOST_PENDING = 10_000;

/** More are on the page of tickets. */
const mostFollowUps = 10;

export function liveRoutes(app: Api, needs: ApiNeeds): void {
  const { operations, gate, store, log } = needs;
  const floor = new FloorFeed(needs);
  const followUpsOf = (agent: string) =>
    (needs.followUps?.(agent) ?? []).slice(0, mostFollowUps).map(followUpView);
  const own = new MeFeed({ ...needs, followUpsOf, offerOf: (...asked) => offerView(needs, ...asked) });
  /** The last entry that was stored, as far as it has been heard of. */
  let seq = 0;
  let clients = 0;
  let known: Promise<readonly StoredEntry[]> | undefined;
  let unfollow = (): void => undefined;
  const stamp = (): Stamp => ({ seq, at: iso(operations.now()) });
  const seqNow = (): number => seq;
  const floorMessage = onceForAll(seqNow, (type, content) => {
    const { seq: last, at } = stamp();
    const name = type === 'snapshot' ? 'floor' : type;
    return Buffer.from(`{"type":"${type}","topic":"floor","seq":${last},"at":"${at}","${name}":${content}}`);
  });

  function joins(client: LiveClient): void {
    clients += 1;
    if (clients === 1)
      unfollow = operations.follow((entry) => {
        seq = entry.seq;
      });
    client.ended(() => {
      clients -= 1;
      if (clients > 0) return;
      unfollow();
      known = undefined;
    });
  }

  app.get(
    '/v1/live',
    {
      websocket: true,
      config: { right: 'see_floor', scoped: true },
      schema: {
        summary: 'Live stream (websocket): a snapshot of each topic, then its changes',
        querystring: liveQuery,
      },
    },
    (socket, request) => {
      if (clients >= MOST_CLIENTS) {
        socket.close(TRY_AGAIN_LATER, 'too many connections');
        return;
      }
      socket.on('error', (error) => log.debug({ err: error }, 'a live connection failed'));
      void begin(new LiveClient(socket, stamp, floorMessage), request.query, actorOf(request));
    },
  );

  async function begin(client: LiveClient, { topics, agent }: LiveQuery, actor: Actor) {
    const leave: (() => void)[] = [];
    joins(client);
    client.ended(() => leave.forEach((each) => each()));
    try {
      // The others have heard of each entry since.
      known ??= store.journal.last(1);
      seq = Math.max(seq, (await known)[0]?.seq ?? 0);
      for (const topic of topics) {
        if (topic === 'floor') {
          leave.push(floor.join(client, viewOf(actor)));
        } else if (topic === 'me') {
          const name = actor.kind === 'person' ? actor.agent : agent;
          if (name === undefined || !operations.agent(name))
            client.refuse(topic, 'no_such_agent', 'you are no agent of the plan');
          else leave.push(own.join(client, name));
        } else {
          const refused = gate.admit('see_calls', actor);
          if (refused) client.refuse(topic, refused.code, refused.because);
          else if (!(await gate.reachesCall('see_calls', actor, callOfTopic(topic))))
            client.refuse(topic, 'no_such_call', `there is no call ${callOfTopic(topic)}`);
          else leave.push(await followCall(client, topic));
        }
      }
    } catch (error) {
      known = undefined;
      log.error({ err: error }, 'cannot start a live connection');
      client.close(1011, 'cannot read the journal');
    }
    // It may have gone meanwhile.
    if (client.isGone) leave.forEach((each) => each());
  }

  /** Those with the same roles, scope and agent see the same. */
  function viewOf(actor: Actor): FloorView {
    if (actor.kind !== 'person') return everything;
    const reach = () => gate.reach('see_floor', actor);
    if (reach() === 'all') return everything;
    return { key: JSON.stringify([actor.roles, actor.scope, actor.agent]), reach };
  }

  /** What has happened to a call, and each entry at once as it happens. */
  async function followCall(client: LiveClient, topic: string): Promise<() => void> {
    const call = callOfTopic(topic);
    let pending: StoredEntry[] | undefined = [];
    const stop = operations.follow((entry) => {
      if (!('call' in entry) || entry.call !== call) return;
      if (!pending) client.callChanges(topic, [entry]);
      else if (pending.push(entry) > MOST_PENDING)
        client.close(TRY_AGAIN_LATER, 'more changes than can be sent');
    });
    const past = await store.journal.ofCall(call);
    if (past.length === 0 && !operations.call(call)) {
      client.refuse(topic, 'no_such_call', `there is no call ${call}`);
      stop();
      return () => undefined;
    }
    client.callSnapshot(topic, past);
    const last = past.at(-1)?.seq ?? 0;
    const missed = pending.filter((entry) => entry.seq > last);
    if (missed.length > 0) client.callChanges(topic, missed);
    pending = undefined;
    return stop;
  }
}

type LiveQuery = z.infer<typeof liveQuery>;

const callOfTopic = (topic: string) => callId(Number(topic.slice('call:'.length)));

interface Made {
  readonly content: string;
  readonly seq: number;
  readonly at: number;
  readonly message: Buffer;
}

/** Milliseconds for which a message is true: it says when it was made. */
const freshFor = 200;

/** What is told to many clients is made once. The content is the same string for all, so comparing costs nothing. */
function onceForAll(seqNow: () => number, make: FloorMessage): FloorMessage {
  const last: { snapshot?: Made; changes?: Made } = {};
  return (type, content) => {
    const [seq, at] = [seqNow(), performance.now()];
    const made = last[type];
    if (made?.content === content && made.seq === seq && at - made.at < freshFor) return made.message;
    const message = make(type, content);
    last[type] = { content, seq, at, message };
    return message;
  };
}
