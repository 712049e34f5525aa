/** An announcement in front of a number or queue, which callers hear before anything else there. */
import type { Prompt } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';

/** A number of the plan, or a queue. */
export interface AnnouncementPlace {
  readonly kind: 'number' | 'queue';
  readonly name: string;
}

/** `queue sales`: by which it is kept, and shown. */
export type AnnouncementKey = string;

/** It holds until then, on the wall, also over a restart. */
export interface Announcement {
  readonly place: AnnouncementPlace;
  readonly prompt: Prompt;
  readonly until: Instant;
  readonly since: Instant;
  readonly by: string;
}

export const announcementKey = ({ kind, name }: AnnouncementPlace): AnnouncementKey => `${kind} ${name}`;
