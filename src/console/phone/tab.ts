/**
 * An id for this tab, the same after a reload. A tab that was duplicated has a copy of the id of its original, which lives: it
 * takes another one.
 */
const kept = 'cordboard-tab';

export async function tabId(): Promise<string> {
  const known = sessionStorage.getItem(kept);
  const id = known !== null && (await isFree(known)) ? known : newId();
  if (id !== known) await isFree(id);
  sessionStorage.setItem(kept, id);
  return id;
}

/** Takes it, as long as this page lives. Where a page has no locks, it is taken to be free. */
async function isFree(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return true;
  return await new Promise((resolve) => {
    void navigator.locks.request(`cordboard-tab ${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
  });
}

const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
