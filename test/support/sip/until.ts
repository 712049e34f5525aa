/** Waits until a condition holds; after the deadline it fails, and says what was there instead. */
export interface Patience {
  /** Milliseconds; 15 s unless said: a machine that is busy with other things takes its time. */
  readonly within?: number;
  /** What is there instead, for the reader of the failure. */
  readonly otherwise?: () => string;
}

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  { within = 15_000, otherwise }: Patience = {},
): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error(
        `waited ${within} ms in vain until ${what}${otherwise ? `; instead: ${otherwise()}` : ''}`,
      );
    }
    await passes(5);
  }
}

/** Milliseconds of real time. */
export async function passes(time: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, time));
}
