/** Times as the API shows them. */

export const iso = (at: number): string => new Date(at).toISOString();
export const ms = (duration: number): number => Math.max(0, Math.round(duration));
