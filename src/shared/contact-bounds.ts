/** Limits for the fields of a contact, for API, CLI and import alike. */
export const contactBounds = {
  name: 100,
  notes: 2000,
  tags: 20,
  tag: 40,
  /** Telephone numbers of one contact beyond the first. */
  numbers: 20,
} as const;

/** One address and nothing else: it goes into the head of a mail. */
export const emailAddress = /^[^@\s,;<>"]{1,64}@[A-Za-z0-9.-]{1,190}$/;

export const languageTag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
