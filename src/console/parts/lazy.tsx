/** A page whose code comes when it is first opened. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../words/words.ts';

export function lazy(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Lazy() {
    const [, redraw] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          redraw((n) => n + 1);
        },
        () => setFailed(true),
      );
    }, []);
    if (loaded) {
      const Loaded = loaded;
      return <Loaded />;
    }
    if (failed)
      return (
        <p class="note bad">
          {t().shell.failure.noConnection}
          <button type="button" class="button small" onClick={() => location.reload()}>
            {t().shell.retry}
          </button>
        </p>
      );
    return <p class="soft">{t().shell.loading}</p>;
  };
}
