/**
 * What somebody may be allowed to do. Each route of the API and each request to the engine names the right that it needs;
 * roles are sets of rights. A right is never renamed.
 */
export const rights = {
  see_floor: 'See calls in progress, queues, agents and schedules as they are now.',
  see_calls: 'See past calls, and the story of a call.',
  read_journal: 'Read the journal, and follow it live.',
  control_agents: 'Log agents in and out, pause and resume them, extend their wrap-up.',
  set_pins: 'Set the PINs of agents.',
  set_schedules: 'Open and close schedules by hand.',
  swap_on_call: 'Change who is on call this week.',
  place_calls: "Have an agent's phone call somebody.",
  end_calls: 'End calls in progress.',
  transfer_calls: 'Transfer calls in progress.',
  control_recordings: 'Pause and resume the recording of a talk.',
  control_talks: 'Hold, consult, add, mute and remove people in calls in progress.',
  supervise: 'Let a supervisor listen to a call, whisper to the agent, or barge in.',
  hear_recordings: 'Download call recordings.',
  hold_recordings: 'Put recordings on legal hold, and end the hold.',
  handle_missed: 'Take callers off the list of missed callers.',
  cancel_callbacks: 'Cancel callbacks.',
  see_contacts: 'Find contacts.',
  change_contacts: 'Change contacts.',
  import_contacts: 'Import contacts from a file.',
  export_contacts: 'Export everything that is kept about a contact.',
  erase_contacts: 'Erase everything that is kept about a contact.',
  see_directory: 'Search the directory.',
  read_plan: 'Read the plan and its earlier versions.',
  apply_plan: 'Apply a plan.',
  hear_voicemails: 'List voicemails and listen to them.',
  back_up: 'Download everything that is stored.',
  restore: 'Replace the database with a backup.',
  read_audit: 'Read the audit trail, and verify it.',
  change_own_state: 'Log in and out, pause and resume, at a phone: themselves only.',
  see_figures: 'Read the metrics for Prometheus.',
  see_api: 'Read the description of the API.',
} as const;

export type Right = keyof typeof rights;

/**
 * Today everybody who has the token may do everything. At a registered phone agents dial the codes that the plan gives them.
 * Who has the state folder of a machine whose engine is stopped has all of it anyway.
 */
export const roles = {
  operator: new Set(Object.keys(rights) as Right[]),
  phone: new Set<Right>(['change_own_state', 'set_schedules']),
  machine: new Set<Right>(['restore']),
} as const satisfies Readonly<Record<string, ReadonlySet<Right>>>;

export type Role = keyof typeof roles;

/** The one place where it is decided who may do what. */
export const may = (role: Role, right: Right): boolean => roles[role].has(right);
