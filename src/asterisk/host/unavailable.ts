/** Why there is no Asterisk to work with. The message is a sentence for people, and says what to do. */
export class AsteriskUnavailable extends Error {
  readonly code: AsteriskUnavailableCode;

  constructor(code: AsteriskUnavailableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AsteriskUnavailable';
    this.code = code;
  }
}

export type AsteriskUnavailableCode =
  /** None installed, and none can be made here. */
  | 'no_asterisk'
  /** A package or a root file system could not be fetched. */
  | 'not_fetched'
  | 'sip_port_taken'
  /** It ended, or did not answer, while starting. */
  | 'did_not_start'
  /** One that somebody else runs does not answer, or refuses us. */
  | 'foreign_unreachable';
