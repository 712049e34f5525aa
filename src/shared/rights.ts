/**
 * What somebody may be allowed to do. Each route of the API and each request to the engine names the right that it needs;
 * roles are sets of rights. A right is never renamed.
 */
export const rights = {
  see_floor: 'See calls in progress, queues, agents and schedules as they are now.',
  see_calls: 'See past calls, and the story of a call.',
  see_reports: 'See reports of all queues and agents, and prove that their numbers fit.',
  read_journal: 'Read the journal, and follow it live.',
  control_agents: 'Log agents in and out, pause and resume them, extend their wrap-up.',
  set_results: 'Give the result of a call that an agent has served.',
  see_tickets: 'Find and read tickets.',
  change_tickets: 'Open and change tickets, and add notes to them.',
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
  link_contacts: 'Change numbers, language and preferred agent of contacts.',
  import_contacts: 'Import contacts from a file.',
  export_contacts: 'Export everything that is kept about a contact.',
  erase_contacts: 'Erase everything that is kept about a contact.',
  trace_callers: 'Look up who called, although they withheld their number, on the machine itself.',
  see_directory: 'Search the directory.',
  read_plan: 'Read the plan and its earlier versions.',
  apply_plan: 'Apply a plan.',
  change_sounds: 'Upload, record and delete sounds of the sound library.',
  announce: 'Put an announcement in front of a number or queue, and take it away.',
  hear_voicemails: 'List voicemails and listen to them.',
  change_voicemails: 'Mark voicemails as heard, assign, move and delete them, and change their greetings.',
  manage_webhooks: 'Add, change and remove webhooks, see what was delivered, and send it again.',
  back_up: 'Download everything that is stored.',
  restore: 'Replace the database with a backup.',
  read_audit: 'Read the audit trail, and verify it.',
  export_audit: 'Export the audit trail, and the head of each day.',
  see_people: 'See the people who can log in, and their roles.',
  manage_people: 'Add, change, disable and remove people, and give them links to a new password.',
  use_own_account: 'See your own account, change its password and second factor, log out.',
  use_own_phone: 'Register your own browser phone.',
  change_own_state: 'Log in and out, pause and resume, at a phone: themselves only.',
  see_health: 'See how the installation is: disk, backups, alarms, and what the doctor finds.',
  see_figures: 'Read the metrics for Prometheus.',
  see_api: 'Read the description of the API.',
} as const;

export type Right = keyof typeof rights;
export const allRights = Object.keys(rights) as readonly Right[];

/**
 * Who has the token may do everything. At a registered phone agents dial the codes that the plan gives them. Who has the
 * state folder of a machine whose engine is stopped has all of it anyway.
 */
export const roles = {
  operator: new Set<Right>(allRights),
  phone: new Set<Right>(['change_own_state', 'set_schedules']),
  machine: new Set<Right>(['restore']),
  stranger: new Set<Right>(),
} as const satisfies Readonly<Record<string, ReadonlySet<Right>>>;

export type Role = keyof typeof roles;

export const may = (role: Role, right: Right): boolean => roles[role].has(right);

/**
 * How far a right of a person reaches. `own`: their own agent and the calls that this agent is or was in. `scope`: the queues
 * and teams of their account; everything if the account names none. `all`: everything.
 */
export type Extent = 'own' | 'scope' | 'all';

type Grants = Readonly<Partial<Record<Right, Extent>>>;

const account: Grants = { use_own_account: 'all' };

const personGrants = {
  agent: {
    ...account,
    use_own_phone: 'all',
    see_floor: 'own',
    see_calls: 'own',
    control_agents: 'own',
    set_results: 'own',
    see_tickets: 'own',
    change_tickets: 'own',
    place_calls: 'own',
    end_calls: 'own',
    transfer_calls: 'own',
    control_recordings: 'own',
    control_talks: 'own',
    hear_voicemails: 'own',
    change_voicemails: 'own',
    see_contacts: 'all',
    change_contacts: 'all',
    see_directory: 'all',
  },
  supervisor: {
    ...account,
    use_own_phone: 'all',
    see_floor: 'scope',
    see_calls: 'scope',
    see_reports: 'scope',
    control_agents: 'scope',
    set_results: 'scope',
    see_tickets: 'scope',
    change_tickets: 'scope',
    set_pins: 'scope',
    set_schedules: 'scope',
    announce: 'scope',
    change_sounds: 'scope',
    swap_on_call: 'scope',
    place_calls: 'scope',
    end_calls: 'scope',
    transfer_calls: 'scope',
    control_recordings: 'scope',
    control_talks: 'scope',
    supervise: 'scope',
    trace_callers: 'scope',
    hear_recordings: 'scope',
    handle_missed: 'scope',
    cancel_callbacks: 'scope',
    hear_voicemails: 'scope',
    change_voicemails: 'scope',
    see_contacts: 'all',
    change_contacts: 'all',
    link_contacts: 'all',
    see_directory: 'all',
    read_plan: 'all',
  },
  manager: {
    ...account,
    see_floor: 'scope',
    see_calls: 'scope',
    see_reports: 'scope',
    set_results: 'scope',
    see_tickets: 'scope',
    change_tickets: 'scope',
    read_journal: 'scope',
    hear_recordings: 'scope',
    hear_voicemails: 'scope',
    change_voicemails: 'scope',
    set_pins: 'scope',
    change_sounds: 'scope',
    see_contacts: 'all',
    change_contacts: 'all',
    link_contacts: 'all',
    import_contacts: 'all',
    export_contacts: 'all',
    see_directory: 'all',
    read_plan: 'all',
    see_figures: 'all',
    see_people: 'scope',
    manage_people: 'scope',
  },
  admin: {
    ...account,
    see_floor: 'all',
    see_calls: 'all',
    see_tickets: 'all',
    see_reports: 'all',
    read_journal: 'all',
    set_pins: 'all',
    set_schedules: 'all',
    announce: 'all',
    change_sounds: 'all',
    swap_on_call: 'all',
    hold_recordings: 'all',
    trace_callers: 'all',
    see_contacts: 'all',
    change_contacts: 'all',
    link_contacts: 'all',
    import_contacts: 'all',
    export_contacts: 'all',
    erase_contacts: 'all',
    see_directory: 'all',
    read_plan: 'all',
    apply_plan: 'all',
    manage_webhooks: 'all',
    back_up: 'all',
    read_audit: 'all',
    see_people: 'all',
    manage_people: 'all',
    see_health: 'all',
    see_figures: 'all',
    see_api: 'all',
  },
  auditor: {
    ...account,
    see_floor: 'all',
    see_calls: 'all',
    see_tickets: 'all',
    see_reports: 'all',
    read_journal: 'all',
    hear_recordings: 'all',
    hear_voicemails: 'all',
    see_contacts: 'all',
    see_directory: 'all',
    read_plan: 'all',
    read_audit: 'all',
    export_audit: 'all',
    see_people: 'all',
    see_health: 'all',
    see_figures: 'all',
  },
} as const satisfies Readonly<Record<string, Grants>>;

export type PersonRole = keyof typeof personGrants;
export const personRoles = Object.keys(personGrants) as [PersonRole, ...PersonRole[]];

/** What a person's role gives. Those of several roles add up. */
export const grantsOf = (role: PersonRole): Grants => personGrants[role];
