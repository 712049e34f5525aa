/** What an agent's keys do while they talk with a caller. */
export type KeyInTalk =
  /** Pressed again, they end it. */
  | { readonly do: 'hold' | 'pause recording' }
  | { readonly do: 'swap' | 'complete' | 'merge' | 'cancel' | 'park' }
  /** Without `to`, the number is keyed in after it, and ends with `#`; else an agent, a team or a queue. */
  | { readonly do: 'transfer' }
  | { readonly do: 'consult'; readonly to?: string }
  | { readonly do: 'fetch' | 'hand over'; readonly to: string };
