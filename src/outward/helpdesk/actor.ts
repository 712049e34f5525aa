/** Who changes our tickets for the other ticket system. No person and no token can have this name. */
import type { Actor } from '../../ports/actor.ts';

export const helpdeskActor: Actor = { kind: 'token', name: 'helpdesk', label: 'zammad', role: 'operator' };

/** In the history of a ticket. */
export const fromThere = 'zammad (helpdesk)';
export const isFromThere = (by: string): boolean => by === fromThere;
