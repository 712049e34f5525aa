/**
 * For programs that read a backup of this database: the sums of reports, one figure a row. Names and columns are documented in
 * docs/reports.md and stay as they are, whatever becomes of the tables.
 */
const view = (name: string, level: 'hour' | 'day'): string => `
create view ${name} as
  select cell.kind as kind, cell.name as name, strftime('%Y-%m-%dT%H:%M:%SZ', cell.at / 1000, 'unixepoch') as begins,
    cell.at as begins_ms, figure.key as figure, figure.value as value
  from report_cell as cell, json_each(cell.cell) as figure
  where cell.level = '${level}';
`;

export const exportViews = `
${view('export_figures_by_hour', 'hour')}
${view('export_figures_by_day', 'day')}
create view export_queue_days as
  select name as queue, begins, begins_ms,
    sum(case figure when 'offered_outside' then value else 0 end) as offered,
    sum(case figure when 'outcome_outside_answered' then value else 0 end) as answered,
    sum(case figure when 'outcome_outside_abandoned' then value else 0 end) as abandoned,
    sum(case figure when 'outcome_outside_overflowed' then value else 0 end) as overflowed,
    sum(case figure when 'outcome_outside_voicemail' then value else 0 end) as voicemail,
    sum(case figure when 'outcome_outside_callback_booked' then value else 0 end) as callback_booked,
    sum(case figure when 'waited_answered' then value else 0 end) as waited_answered_ms,
    max(case figure when 'longest_wait' then value else 0 end) as longest_wait_ms,
    sum(case figure when 'talked' then value else 0 end) as talked_ms,
    sum(case figure when 'held' then value else 0 end) as held_ms,
    sum(case figure when 'wrapped_up' then value else 0 end) as wrapped_up_ms
  from export_figures_by_day where kind = 'queue' group by name, begins_ms;
create view export_agent_days as
  select name as agent, begins, begins_ms,
    sum(case figure when 'answered' then value else 0 end) as answered,
    sum(case figure when 'logged_in' then value else 0 end) as logged_in_ms,
    sum(case when figure in ('state_talking', 'after_talking') then value else 0 end) as talked_ms,
    sum(case when figure in ('state_hold', 'after_hold') then value else 0 end) as held_ms,
    sum(case when figure in ('state_wrap_up', 'after_wrap_up') then value else 0 end) as wrapped_up_ms,
    sum(case figure when 'state_free' then value else 0 end) as free_ms,
    sum(case figure when 'state_paused' then value else 0 end) as paused_ms,
    sum(case figure when 'offers_no_answer' then value else 0 end) as ring_no_answer
  from export_figures_by_day where kind = 'agent' group by name, begins_ms;
`;
