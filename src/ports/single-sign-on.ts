/** Log-in at an identity provider of the house (OpenID Connect). */

/** What is remembered of a log-in between its two halves. It is a secret of the browser that began it. */
export interface SignOnFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the provider sends the browser back to. */
  readonly redirect: string;
}

export interface SingleSignOn {
  /** As people call the provider. */
  readonly title: string;
  /** Rejects if the provider cannot be reached. */
  begin(redirect: string): Promise<{ readonly url: string; readonly flow: SignOnFlow }>;
  /** The name in the claim that names people. Rejects if the answer is not the provider's to this flow. */
  finish(answer: URL, flow: SignOnFlow): Promise<string>;
}
