/**
 * A histogram for what happens several times in a call. prom-client's looks each observation up by its bucket's bound, a
 * fraction, and by a text made of its labels, which took as long as a tenth of a turn (bench/history.md). This one counts in an
 * array, and makes the rows that prom-client prints when Prometheus asks for them.
 */
import type { Metric, Registry } from 'prom-client';

interface Counts {
  /** One more than bounds: what lies above all of them. */
  readonly within: Float64Array;
  sum: number;
}

export interface HotHistogramOptions {
  readonly name: string;
  readonly help: string;
  /** Upper bounds, rising. */
  readonly bounds: readonly number[];
  /** If omitted, observations are not told apart. */
  readonly label?: string;
}

export class HotHistogram {
  readonly #options: HotHistogramOptions;
  readonly #byValue = new Map<string, Counts>();

  constructor(options: HotHistogramOptions, register: Registry) {
    this.#options = options;
    // The registry asks a metric for nothing but its name and its rows.
    const metric = { name: options.name, get: async () => this.#rows() };
    register.registerMetric(metric as unknown as Metric);
    if (options.label === undefined) this.#countsOf('');
  }

  /** `of`: the value of its label. */
  observe(value: number, of = ''): void {
    const { bounds } = this.#options;
    const counts = this.#countsOf(of);
    let at = 0;
    while (value > (bounds[at] ?? Number.POSITIVE_INFINITY)) at += 1;
    counts.within[at] = (counts.within[at] ?? 0) + 1;
    counts.sum += value;
  }

  #countsOf(value: string): Counts {
    const known = this.#byValue.get(value);
    if (known) return known;
    const made = { within: new Float64Array(this.#options.bounds.length + 1), sum: 0 };
    this.#byValue.set(value, made);
    return made;
  }

  #rows(): object {
    const { name, help, label, bounds } = this.#options;
    const values = [...this.#byValue].flatMap(([value, { within, sum }]) => {
      const labels = label === undefined ? {} : { [label]: value };
      let upTo = 0;
      const buckets = [...bounds, '+Inf'].map((le, at) => {
        upTo += within[at] ?? 0;
        return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: upTo };
      });
      return [
        ...buckets,
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: upTo },
      ];
    });
    return { name, help, type: 'histogram', aggregator: 'sum', values };
  }
}
