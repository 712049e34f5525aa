/**
 * Scripts that run in the pages that are measured, before the console's own. As text, because the benchmark is compiled for Node.js,
 * which has no DOM. Times are of the clock on the wall, which the pages share with the benchmark.
 */

/** When an element appeared, painted: an animation frame, and whatever comes after it. */
const painted =
  'const painted = (then) => requestAnimationFrame(() => setTimeout(() => then(Date.now()), 0));';

/** `window.seen`: each agent on the wallboard who appeared in another state, with when. */
export const watchesAgents = `(() => {
  ${painted}
  window.seen = [];
  const last = new Map();
  new MutationObserver((changes) => {
    const touched = changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes]).filter((node) => node.matches?.('li.cell'));
    const found = [...new Set(touched)].flatMap((cell) => {
      const agent = cell.querySelector('.cell-name')?.textContent;
      const state = /is-in-(\\w+)/.exec(cell.className)?.[1];
      if (last.get(agent) === state) return [];
      last.set(agent, state);
      return [{ agent, state }];
    });
    if (found.length > 0) painted((at) => { for (const one of found) window.seen.push({ ...one, at }); });
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
})()`;

/**
 * `window.desk`: when the offer came by the live stream, when its INVITE came, when it was on the screen, when its key was pressed, and when
 * the caller was heard.
 */
export const watchesCalls = `(() => {
  ${painted}
  const desk = (window.desk = {});
  window.WebSocket = class extends WebSocket {
    constructor(...how) {
      super(...how);
      this.addEventListener('message', ({ data }) => {
        if (/^INVITE /.test(data)) desk.invited ??= Date.now();
        else if (/"mine":.*"offer":\\{/.test(data)) desk.announced ??= Date.now();
      });
    }
  };
  new MutationObserver(() => {
    if (desk.rings !== undefined || !document.querySelector('.call-card.is-offer .call-buttons button')) return;
    desk.rings = 0;
    painted((at) => { desk.rings = at; });
  }).observe(document, { childList: true, subtree: true });
  addEventListener('keydown', ({ key }) => { if (key === 'a') desk.answered = Date.now(); }, true);
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(options) {
      super(options);
      this.addEventListener('track', ({ streams: [stream] }) => {
        const context = new AudioContext();
        const ear = context.createAnalyser();
        ear.fftSize = 256;
        context.createMediaStreamSource(stream).connect(ear);
        const samples = new Float32Array(ear.fftSize);
        const listening = setInterval(() => {
          ear.getFloatTimeDomainData(samples);
          if (!samples.some((sample) => Math.abs(sample) > 0.02)) return;
          desk.hears ??= Date.now();
          clearInterval(listening);
        }, 5);
        this.addEventListener('connectionstatechange', () => {
          if (this.connectionState !== 'closed') return;
          clearInterval(listening);
          void context.close();
        });
      });
    }
  };
})()`;
