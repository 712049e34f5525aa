/** Opening hours, holidays, who serves what, and phones: a form over the text. What it changes is written into the text at once. */
import { useId } from 'preact/hooks';
import type { PlanChecked } from '../../contract/plan.ts';
import { textIn } from '../parts/form.ts';
import { t } from '../words/words.ts';
import { checked, edit } from './draft.ts';
import { Music } from './music.tsx';
import { Phones } from './phones.tsx';

type DailyThings = NonNullable<PlanChecked['daily']>;
type Schedule = DailyThings['schedules'][number];

export function Daily() {
  const daily = checked.value?.daily;
  const words = t().plan;
  if (!daily) return <p class="soft">{checked.value ? words.broken : words.checking}</p>;
  const { schedules, holidays } = daily;
  return (
    <div class="daily">
      <p class="soft small">{words.writes}</p>
      {schedules.length === 0 && <p class="soft">{words.noSchedules}</p>}
      <div class="daily-schedules">
        {schedules.map((schedule) => (
          <ScheduleForm key={schedule.name} schedule={schedule} />
        ))}
        {holidays.map(({ name, days }) => (
          <section key={name} class="card daily-card" aria-label={words.holidayList(name)}>
            <h2>{words.holidayList(name)}</h2>
            <Days path={['holidays', name]} days={days} />
          </section>
        ))}
      </div>
      <Staff daily={daily} />
      <Phones agents={daily.agents} />
      <Music queues={daily.queues} />
    </div>
  );
}

function ScheduleForm({ schedule }: { schedule: Schedule }) {
  const { name, hours, exceptions, holidays } = schedule;
  const words = t().plan;
  const path = ['schedules', name];
  return (
    <section class="card daily-card" aria-label={words.schedule(name)}>
      <h2>{words.schedule(name)}</h2>
      <Hours path={[...path, 'hours']} rows={hours} label={words.days} example="mon-fri" />
      <h3>{words.exceptions}</h3>
      <Hours path={[...path, 'exceptions']} rows={exceptions} label={words.date} example="2026-12-24" />
      <h3>{words.holidays}</h3>
      <Days path={[...path, 'holidays']} days={holidays} />
    </section>
  );
}

interface HoursProps {
  readonly path: readonly string[];
  readonly rows: Readonly<Record<string, string>>;
  readonly label: string;
  readonly example: string;
}

function Hours({ path, rows, label, example }: HoursProps) {
  const words = t().plan;
  const id = useId();
  const set = (key: string, to: string | null) => void edit([{ path: [...path, key], to }]);
  return (
    <>
      <ul class="plan-hours">
        {Object.entries(rows).map(([key, hours]) => (
          <li key={key}>
            <label class="number" for={`${id}${key}`}>
              {key}
            </label>
            <input
              id={`${id}${key}`}
              class="input"
              aria-describedby={`${id}hint`}
              defaultValue={hours}
              key={hours}
              onChange={({ currentTarget: { value } }) => {
                if (value.trim() !== '') set(key, value.trim());
              }}
            />
            <button
              type="button"
              class="button plain small"
              aria-label={words.removeOne(key)}
              onClick={() => set(key, null)}
            >
              {words.remove}
            </button>
          </li>
        ))}
      </ul>
      <form
        class="plan-hours-new"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          const fields = new FormData(submitted.currentTarget);
          set(textIn(fields, 'key').trim(), textIn(fields, 'hours').trim());
          submitted.currentTarget.reset();
        }}
      >
        <label class="choice">
          {label}
          <input class="input" name="key" placeholder={example} required />
        </label>
        <label class="choice">
          {words.hours}
          <input
            class="input"
            name="hours"
            placeholder="9:00-17:00"
            aria-describedby={`${id}hint`}
            required
          />
        </label>
        <button type="submit" class="button">
          {words.add}
        </button>
      </form>
      <p id={`${id}hint`} class="soft small">
        {words.hoursHint}
      </p>
    </>
  );
}

function Days({ path, days }: { path: readonly string[]; days: readonly string[] }) {
  const words = t().plan;
  const id = useId();
  const set = (to: readonly string[]) =>
    void edit([{ path: [...path], to: to.length === 0 ? null : [...new Set(to)] }]);
  return (
    <>
      {days.length > 0 && (
        <ul class="row day-list">
          {days.map((day) => (
            <li key={day} class="chip">
              <span class="number">{day}</span>
              <button
                type="button"
                class="button plain small"
                aria-label={words.removeOne(day)}
                onClick={() => set(days.filter((each) => each !== day))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="row"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          const day = textIn(new FormData(submitted.currentTarget), 'day').trim();
          set([...days, day]);
          submitted.currentTarget.reset();
        }}
      >
        <input
          class="input day-new"
          name="day"
          aria-label={words.date}
          aria-describedby={`${id}hint`}
          placeholder="2026-12-24"
          required
        />
        <button type="submit" class="button">
          {words.add}
        </button>
      </form>
      <p id={`${id}hint`} class="soft small">
        {words.holidaysHint}
      </p>
    </>
  );
}

function Staff({ daily: { agents, queues } }: { daily: DailyThings }) {
  const words = t().plan;
  const skills = [...new Set(agents.flatMap((agent) => Object.keys(agent.skills)))].toSorted();
  if (agents.length === 0) return null;
  return (
    <section class="card daily-card" aria-labelledby="staff">
      <h2 id="staff">{words.staff}</h2>
      <p class="soft small">
        {words.skillsHint} {words.teamHint}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div class="staff-scroll" role="region" aria-labelledby="staff" tabIndex={0}>
        <table class="staff">
          <thead>
            <tr>
              <th scope="col">{words.agent}</th>
              {queues.map(({ name, title }) => (
                <th key={name} scope="col">
                  {title}
                </th>
              ))}
              {skills.map((skill) => (
                <th key={skill} scope="col" class="of-skill">
                  {skill}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <tr key={agent.name}>
                <th scope="row">{agent.title}</th>
                {queues.map((queue) => (
                  <td key={queue.name}>
                    <Serves agent={agent} queue={queue} />
                  </td>
                ))}
                {skills.map((skill) => (
                  <td key={skill}>
                    <Level agent={agent} skill={skill} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <NewSkill agents={agents} />
    </section>
  );
}

type Agent = DailyThings['agents'][number];
type Queue = DailyThings['queues'][number];

const Serves = ({ agent, queue }: { agent: Agent; queue: Queue }) => {
  const serves = queue.agents.includes(agent.name);
  const others = queue.agents.filter((name) => name !== agent.name);
  return (
    <label class="staff-check">
      <input
        type="checkbox"
        checked={serves}
        aria-label={t().plan.inQueue(agent.title, queue.title)}
        onChange={() =>
          void edit([
            { path: ['queues', queue.name, 'agents'], to: serves ? others : [...queue.agents, agent.name] },
          ])
        }
      />
    </label>
  );
};

const Level = ({ agent, skill }: { agent: Agent; skill: string }) => (
  <input
    class="input skill-level"
    type="number"
    min="0"
    max="10"
    aria-label={t().plan.skillOf(agent.title, skill)}
    defaultValue={agent.skills[skill] === undefined ? '' : String(agent.skills[skill])}
    key={agent.skills[skill]}
    onChange={({ currentTarget: { value } }) =>
      void edit([{ path: ['agents', agent.name, 'skills', skill], to: value === '' ? null : Number(value) }])
    }
  />
);

function NewSkill({ agents }: { agents: readonly Agent[] }) {
  const words = t().plan;
  return (
    <form
      class="choices"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        const fields = new FormData(submitted.currentTarget);
        const path = ['agents', textIn(fields, 'agent'), 'skills', textIn(fields, 'skill').trim()];
        void edit([{ path, to: 5 }]);
        submitted.currentTarget.reset();
      }}
    >
      <label class="choice">
        {words.newSkill}
        <input class="input" name="skill" pattern="[A-Za-z][A-Za-z0-9_\-]*" required />
      </label>
      <label class="choice">
        {words.agent}
        <select class="input" name="agent">
          {agents.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button">
        {words.add}
      </button>
    </form>
  );
}
