/** Name of callers on the caller page, who have no number; the console says it in the language of whoever looks. */
export const fromBrowser = 'From the browser';
