/** Reports the progress of the set-up to people. */
export interface Progress {
  /** Runs the work, and tells when it begins and how long it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Something worth knowing in between. */
  note(text: string): void;
}

export const silent: Progress = { step: (_title, work) => work(), note: () => undefined };
