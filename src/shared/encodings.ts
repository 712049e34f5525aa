/** Encodings for text files that are neither UTF-8 nor marked as UTF-16; the sender must name one. */
export const encodings = ['windows-1252', 'windows-1250', 'iso-8859-15', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];
