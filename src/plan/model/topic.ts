/** Topics: what callers call about. */
import type { FlowId, Language, TopicName } from './names.ts';

/** What callers call about: found by menus, by spelling, and by the words that callers use. */
export interface Topic {
  readonly name: TopicName;
  /** As shown and said, in each language of the plan. */
  readonly title: Readonly<Record<Language, string>>;
  /** What callers say when they mean it, by the language that they say it in. */
  readonly words: Readonly<Record<Language, readonly string[]>>;
  /** Who answers, and behind them who else. */
  readonly flow: FlowId;
}
