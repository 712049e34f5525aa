/** Surveys by e-mail: sent after calls, and answered on a page. */
import type { Engine } from '../engine/engine.ts';
import { surveyAsked, whyNoSurvey } from '../engine/surveys.ts';
import { SurveyDesk } from '../outward/surveys/door.ts';
import { surveyMail } from '../outward/surveys/mail.ts';
import { SurveyTokens } from '../outward/surveys/tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { Gate } from '../ports/gate.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Store } from '../ports/store.ts';
import type { SurveyDoor } from '../ports/surveys.ts';

export interface SurveysNeeds {
  readonly store: Pick<Store, 'journal' | 'contacts'>;
  readonly engine: Pick<Engine, 'world' | 'offerSurvey' | 'answerSurvey'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly mailer: Mailer;
  readonly gate: Pick<Gate, 'ask'>;
  /** Of the installation: the links are signed with it. */
  readonly key: Buffer;
}

export interface Surveys {
  readonly door: SurveyDoor;
  start(): void;
  stop(): void;
}

export function buildSurveys({ store, engine, clock, mailer, gate, key }: SurveysNeeds): Surveys {
  const tokens = new SurveyTokens(key);
  const plan = () => engine.world.plan;
  const { journal, contacts } = store;
  const asking = { world: engine.world, journal, contacts };
  mailer.withdraw('survey', async ({ call, to }) => call && (await whyNoSurvey(asking, call, to)));
  let noMore = (): void => undefined;
  return {
    door: new SurveyDesk({
      tokens,
      clock,
      plan,
      contacts,
      gate,
      asked: (call) => surveyAsked(asking, call),
      answered: (answer) => engine.answerSurvey(answer),
    }),
    start: () => {
      // What is offered is in the journal before its mail is kept: after a kill between the two, the same one is found there.
      noMore = mailer.follow('surveys', ['callEnded'], async (entry) => {
        if (entry.type !== 'callEnded') return [];
        const invitation = await engine.offerSurvey(entry.call);
        return invitation ? surveyMail(invitation, { plan, mailer, tokens }) : [];
      });
    },
    stop: () => noMore(),
  };
}
