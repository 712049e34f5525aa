/** What things of a plan are called. */

export type AgentName = string;
export type QueueName = string;
export type TeamName = string;
export type MenuName = string;
export type LookupName = string;
export type VoicemailName = string;
export type LineName = string;
export type TrunkName = string;
export type SkillName = string;
export type ScheduleName = string;
/** Of an on-call rota. */
export type RotaName = string;
export type TagName = string;
export type TopicName = string;
/** How a call came out. */
export type ResultName = string;
export type FlowId = string;
/** BCP 47, as written in the plan: `en`, `de`, `pt-BR`. */
export type Language = string;
