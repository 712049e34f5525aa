/** Hold, consultation, warm transfer and conference. */
import type { z } from 'zod';
import type { TalkAction } from '../../call/kept/events.ts';
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import {
  consultRequest,
  dropRequest,
  joinRequest,
  muteRequest,
  type talkChanged,
  talkChanged as talkChangedSchema,
} from '../../contract/talk.ts';
import type { Actor } from '../../ports/actor.ts';
import { defined } from '../../shared/defined.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse } from '../errors.ts';

type Changed = z.infer<typeof talkChanged>;

export function talkRoutes(app: Api, { gate }: ApiNeeds): void {
  const config = { right: 'control_talks', scoped: true } as const;
  const answers = { params: callPath, response: { 200: talkChangedSchema, ...refusals } };

  async function ask(id: string, action: TalkAction, actor: Actor, done: string): Promise<Changed> {
    const { aside, slot } = orRefuse(
      await gate.ask({ ask: 'change_talk', call: callId(Number(id)), action }, actor),
    );
    return { call: id, done, ...defined({ aside, slot }) };
  }

  for (const [name, { summary, action }] of Object.entries(plainActions)) {
    app.post(
      `/v1/calls/:id/${name}`,
      { config, schema: { summary, ...answers } },
      async (request) => await ask(request.params.id, action, actorOf(request), name),
    );
  }

  app.post(
    '/v1/calls/:id/consult',
    {
      config,
      schema: { summary: 'Consult a person while the caller hears music', body: consultRequest, ...answers },
    },
    async (request) => {
      const action = { do: 'consult', to: request.body.to } as const;
      return await ask(request.params.id, action, actorOf(request), 'consult');
    },
  );

  app.post(
    '/v1/calls/:id/join',
    {
      config,
      schema: {
        summary:
          'Call a person while the agent keeps talking: they join the conversation, or take over the call',
        body: joinRequest,
        ...answers,
      },
    },
    async (request) => {
      const { who, onAnswer } = request.body;
      return await ask(request.params.id, { do: 'join', to: who, onAnswer }, actorOf(request), 'join');
    },
  );

  app.post(
    '/v1/calls/:id/drop',
    {
      config,
      schema: {
        summary: 'Remove a party from the conversation, which continues',
        body: dropRequest,
        ...answers,
      },
    },
    async (request) => {
      const action = { do: 'drop', who: request.body.who } as const;
      return await ask(request.params.id, action, actorOf(request), 'drop');
    },
  );

  for (const muted of [true, false]) {
    const name = muted ? 'mute' : 'unmute';
    const summary = muted ? 'Mute a party in the conversation' : 'Unmute a party';
    app.post(
      `/v1/calls/:id/${name}`,
      { config, schema: { summary, body: muteRequest, ...answers } },
      async (request) => {
        const action = { do: 'mute', who: request.body.who, muted } as const;
        return await ask(request.params.id, action, actorOf(request), name);
      },
    );
  }
}

/** Those that need nothing but the call. */
const plainActions = {
  hold: { summary: 'Put the caller on hold: they hear music', action: { do: 'hold' } },
  unhold: { summary: 'Take the caller off hold', action: { do: 'unhold' } },
  swap: {
    summary: 'Go back to the caller, or to the person consulted',
    action: { do: 'swap' },
  },
  complete: {
    summary: 'Transfer the caller to the person consulted; the agent leaves',
    action: { do: 'complete' },
  },
  merge: { summary: 'Talk all together: caller, agent and the person consulted', action: { do: 'merge' } },
  park: {
    summary: 'Park the caller: they hear music until a phone dials the slot',
    action: { do: 'park' },
  },
  cancel: {
    summary: 'End the consultation or warm transfer; the agent is back with the caller',
    action: { do: 'cancel' },
  },
} as const satisfies Readonly<Record<string, { summary: string; action: TalkAction }>>;
