/** Work that what was just changed on the screen must not wait for. A hidden page paints nothing, and a slow one not soon. */
const atTheLatest = 100;

export function afterPaint(work: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    work();
  };
  // An animation frame comes before the paint, and a task after it.
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, atTheLatest);
}
