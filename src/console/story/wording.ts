/** A line of a story in the person's language, made of its code and values; undefined: there are no words for it yet. */
import type { CallStory } from '../../contract/call.ts';
import { fromBrowser } from '../../shared/from-browser.ts';
import { failureInWords } from '../words/failures.ts';
import { clockLength, dated, decimal, timeOfDay } from '../words/figures.ts';
import { t } from '../words/words.ts';

type Line = CallStory['lines'][number];

export function worded(
  { code, values = {}, text }: Line,
  titleOf: (who: string) => string,
): string | undefined {
  if (code === undefined) return undefined;
  const of = (name: string): string => String(values[name] ?? '');
  const who = (name: string): string => titleOf(of(name));
  const length = (name: string): string => clockLength(Number(values[name] ?? 0));
  const words = t().lines;
  const { outcome, offerOutcome, phase } = t().values;
  switch (code) {
    case 'callArrived': {
      if (of('caller.name') === fromBrowser && of('caller.number') === '')
        return words.callArrived(t().board.fromBrowser, of('dialled'), of('via.name'));
      const caller = [of('caller.name'), of('caller.number') || words.withheld].filter(Boolean).join(', ');
      return words.callArrived(caller, of('dialled'), of('via.name'));
    }
    case 'phaseEntered':
      return known(phase, of('phase'));
    case 'stepReached':
      // As it is written in the plan.
      return text;
    case 'conditionAsked':
      return values['holds'] === true
        ? words.conditionYes(of('condition'))
        : words.conditionNo(of('condition'));
    case 'keyPressed':
      return words.keyPressed(of('menu'), of('key'));
    case 'noKeyPressed':
      return words.noKeyPressed(of('menu'), of('attempt'));
    case 'leftQueue':
      return words.leftQueue(of('queue'), of('leadsTo'));
    case 'searchWidened':
      return words.searchWidened(of('queue'), of('title'));
    case 'offerEnded': {
      const how = known(offerOutcome, of('outcome'));
      if (how === undefined) return undefined;
      const why = failureInWords(of('code'));
      const ended = words.offerEnded(who('to'), how, length('rangFor'));
      return why === undefined ? ended : `${ended}. ${why}`;
    }
    case 'connected':
      return words.connected(who('to'), length('waited'));
    case 'resumed':
      return words.resumed(who('who'), length('heldFor'));
    case 'servingPassed':
      return words.servingPassed(who('from'), who('who'));
    case 'consultBegan':
      return words.consultBegan(who('agent'), who('to'));
    case 'transferAsked':
      return values['because'] === undefined ? words.transferAsked(who('by'), who('to')) : undefined;
    case 'parked':
      return words.parked(who('by'), of('slot'));
    case 'pickedUp':
      return words.pickedUp(who('by'), of('from'));
    case 'supervised':
      return words.supervised(who('who'), who('on'));
    case 'rejoined':
      return words.rejoined(who('who'), length('awayFor'));
    case 'callbackBooked':
      if (values['before'] === true) return undefined;
      return values['byResult.agent'] === undefined
        ? words.callbackBooked(of('number'), of('queue'))
        : words.callbackPromised(
            of('number'),
            who('byResult.agent'),
            dated(Number(values['byResult.dueAt'])),
          );
    case 'callbackNotBooked': {
      const why = failureInWords(of('code')) ?? of('because');
      return `${words.callbackNotBooked(who('agent'), of('result'))}: ${why}`;
    }
    case 'callbackNotWanted':
      return `${words.callbackNotWanted}: ${of('because')}`;
    case 'surveyOffered':
      return words.surveyOffered(of('survey'), who('agent'));
    case 'surveyAnswered':
      return values['mark'] === undefined
        ? words.surveyComment(of('survey'))
        : words.surveyMarked(of('survey'), of('question'), of('mark'));
    case 'messageLeft':
      return words.messageLeft(of('voicemail'), length('lasted'));
    case 'callEnded': {
      const how = known(outcome, of('outcome'));
      return how === undefined ? undefined : words.callEnded(how, length('lasted'), length('talked'));
    }
    case 'wrapUpStarted':
      return words.wrapUpStarted(who('agent'), timeOfDay(Number(values['until'])));
    case 'resultSet':
      return words.resultSet(who('agent'), of('result'));
    case 'languageChosen':
      return words.languageChosen(of('language'));
    case 'nameChosen':
      return words.nameChosen(of('name'));
    case 'offerMade':
      return words.offerMade(who('to'));
    case 'offerRang':
      return words.offerRang(who('to'));
    case 'held':
      return words.held(who('who'));
    case 'partyJoined':
      return words.partyJoined(who('who'));
    case 'partyLeft':
      return words.partyLeft(who('who'));
    case 'pageGone':
      return words.pageGone(who('who'));
    case 'hangUpAsked':
      return words.hangUpAsked(who('by'));
    case 'resultMissing':
      return words.resultMissing(who('agent'));
    case 'alarmRaised':
      return words.alarmRaised(failureInWords(of('code')) ?? of('what'));
    case 'recordingTold':
      return words.recordingTold(of('rule'));
    case 'recordingConsent':
      return values['given'] === true
        ? words.recordingAgreed(of('rule'))
        : words.recordingDeclined(of('rule'));
    case 'recordingStarted':
      return words.recordingStarted(who('with'), of('rule'));
    case 'recordingStopped':
      return words.recordingStopped;
    case 'recordingClosed':
      return words.recordingClosed(length('lasted'));
    case 'recordingPaused':
      return words.recordingPaused(who('by'), timeOfDay(Number(values['until'])));
    case 'recordingResumed':
      return words.recordingResumed(length('pausedFor'));
    case 'timeSpent': {
      const name = values['who'] === undefined ? words.theCaller : who('who');
      return words.timeSpent(name, length('talked'), length('held'), length('consulted'));
    }
    case 'quality':
      return qualityTold(values, titleOf);
    case 'callerAnswered':
    case 'nobodyFree':
    case 'promptFailed':
    case 'consultEnded':
      return words[code];
    default:
      return undefined;
  }
}

const known = (words: Readonly<Record<string, string>>, value: string): string | undefined => words[value];

type Values = NonNullable<Line['values']>;

/** How a leg sounds: what comes from it, and what goes to it. */
function qualityTold(values: Values, titleOf: (who: string) => string): string {
  const words = t().lines;
  const figure = (name: string): string => decimal(Number(values[name] ?? 0));
  const direction = (way: 'from' | 'to'): string =>
    values[`${way}.mos`] === undefined
      ? ''
      : words[way === 'from' ? 'soundFrom' : 'soundTo'](
          figure(`${way}.mos`),
          figure(`${way}.loss`),
          figure(`${way}.jitter`),
        );
  const said = String(values['who'] ?? '');
  const name = said === 'caller' ? words.theCaller : titleOf(said);
  const stage = words.soundStages[String(values['stage']) as keyof typeof words.soundStages];
  return [stage(name), direction('from'), direction('to')].filter(Boolean).join(' · ');
}
