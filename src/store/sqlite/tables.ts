/**
 * The tables that hold what cannot be made again, in an order that foreign keys allow, with what their rows are ordered by.
 * A test holds them against the schema.
 */
export const tables: readonly { readonly name: string; readonly key: string }[] = [
  { name: 'plan_version', key: 'version' },
  { name: 'contact', key: 'id' },
  { name: 'contact_number', key: 'number' },
  { name: 'contact_alias', key: 'id' },
  { name: 'contact_merge', key: 'id' },
  { name: 'personal', key: 'id' },
  { name: 'journal', key: 'seq' },
  { name: 'voicemail_message', key: 'recording' },
  { name: 'talk_segment', key: 'recording' },
  { name: 'talk_recording', key: 'call' },
  { name: 'recorded_turn', key: 'turn' },
  { name: 'recorded_checkpoint', key: 'turn' },
  { name: 'saved_call', key: 'rowid' },
  { name: 'saved_agent', key: 'name' },
  { name: 'saved_schedule', key: 'name' },
  { name: 'saved_on_call', key: 'name' },
  { name: 'saved_queue', key: 'name' },
  { name: 'agent_pin', key: 'agent' },
  { name: 'person', key: 'name' },
  { name: 'person_session', key: 'id' },
  { name: 'person_link', key: 'id' },
  { name: 'audit', key: 'seq' },
  { name: 'audit_detail', key: 'seq' },
  { name: 'delivery', key: 'nth' },
  { name: 'delivery_attempt', key: 'rowid' },
  { name: 'outward_reader', key: 'name' },
  { name: 'webhook', key: 'name' },
  { name: 'counter', key: 'name' },
];
