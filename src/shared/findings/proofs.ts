/** What is wrong with the ways of callers through a plan (`plan/proofs`). */

export const proofFindings = {
  caller_number_never_shown: 'the caller number {number} of agent {agent} is never shown: no trunk allows it',
  page_can_call_outside:
    "visitors who call '{number}' from the browser can cause a call to an outside number: {way}",
  directory_reaches_no_one: '{flow}: callers who find no match in the directory, or press 0, reach no one',
  no_trunk_for_emergencies: 'no trunk carries emergency calls: calls from agents to {numbers} are refused',
  emergency_without_caller_id:
    'emergency calls over trunk {trunk} show no caller ID: the emergency services can neither call back nor locate you',
  emergency_number_used: '{number} is an emergency number, but the plan uses it for something else',
  same_number: '{number} and {other} are the same number',
  no_one_on_call_outside_weeks: "no one is on call in '{rota}' before {first} and after the week from {last}",
  on_call_without_number:
    "'{agent}' is on call in '{rota}' without a number outside: they are rung only while they are logged in at a phone",
  emergency_number_not_carried:
    '{number} is an emergency number, but the plan does not allow trunk {trunk} to carry it',
  number_not_called: '{number} will not be called: {because}',
  number_not_reached: '{number} cannot be reached: {because}',
  agents_cannot_call_outside: 'agents cannot call outside numbers: {because}',
  no_outside_number_allowed: 'agents may call outside, but no number is allowed',
  pattern_not_allowed: 'agents may call {pattern}, but outside calls allow none of these numbers',
  outside_calls_without_limit:
    'agents call outside numbers without a limit: a stolen phone password can cost a lot',
  flow_without_steps: '{flow} has no steps',
  ends_without_a_person: "{flow} can end without a person: no step follows '{step}'",
  step_never_reached: "{flow} never reaches this step: the call never continues after '{step}'",
  agent_gets_no_calls: "agent '{agent}' gets no calls: in no queue and never rung",
  menu_leads_to_no_one: "menu '{menu}' leads neither to a person nor to a voicemail",
  topic_leads_to_no_one: "topic '{topic}' leads neither to a person nor to a voicemail",
  team_lacks_skills: "callers need skills here that no agent in team '{team}' has: {skills}",
  queue_without_agents: "queue '{queue}' has no agents",
  queue_lacks_skills: "no agent of queue '{queue}' has {skills}",
  team_without_agents: "team '{team}' has no agents",
  leaves_before_ring_ends:
    "{flow} leaves queue '{queue}' after {after}, before one agent's ring time is over",
  survey_comes_second: "survey '{survey}' is never asked: '{first}' comes first for the same calls",
  survey_agents_without_queues:
    "survey '{survey}' is never asked: none of its agents takes calls of its queues",
  voicemail_of_no_one: "voicemail '{voicemail}' belongs to no agent and no queue: no agent sees its messages",
  code_records_no_greeting: "code '{code}' records no greeting: no voicemail has an agent",
  greeting_of_no_one:
    "code '{code}' records no greeting: voicemail '{voicemail}' belongs to no agent and no queue",
  voicemails_share_a_greeting:
    "voicemails '{other}' and '{voicemail}' share one recorded greeting: their names differ in capitals only",
  wait_for_ever: "callers can wait for ever in queue '{queue}': possibly no agent is logged in",
  same_number_as_provider_sends:
    "'{number}' and '{other}' are the same number: the provider decides which form it sends",
  menu_with_many_options: "menu '{menu}' has {count} options: callers remember {most} at most",
  option_heard_late:
    "menu '{menu}' in '{language}': key {key} is heard after about {after}, more than {most}",
  music_missing:
    "the music '{sound}' of queue {queue} is not in the sound library: callers hear the usual music",
  topic_only_for_receptionists:
    "no call reaches topic '{topic}' through the plan: only receptionists find it",
  no_one_on_call_in_weeks: "no one is on call in '{rota}' in the week from {weeks}",
  no_one_on_call_in_more_weeks: "no one is on call in '{rota}' in the week from {weeks} and {more} more",
  number_without_trunk: '{number} cannot be called: trunk {trunk} carries no outgoing calls',
  number_without_trunks: '{number} cannot be called: trunks {trunks} carry no outgoing calls',
  no_trunk_for_callbacks:
    'no one who waits in queue {queue} can be called back: no outgoing calls go over trunk {trunks}',
  no_call_reaches: "no call ever reaches {kind} '{name}'",
  call_loops: 'a call loops for ever: {path}',
  call_loops_in_silence: 'a call loops for ever, in silence: {path}',
  wait_without_end:
    "callers reach queue '{queue}' here and wait for ever: no agent that it rings has the skills {skills}",
  never_served:
    "callers reach queue '{queue}' here and are never served: no agent that it rings has the skills {skills}",
  not_served_by_then:
    "callers reach queue '{queue}' here and are never served: no agent that it rings by then has the skills {skills}",
  wait_for_nothing:
    "callers reach queue '{queue}' here and wait {wait} for nothing: no agent that it rings by then has the skills {skills}",
  side_door: "'{door}', whose number {numbers} is guarded, can be reached by {flow}",
  side_door_by_queue: "'{door}', whose number {numbers} is guarded, can be reached by {flow} (queue {queue})",
  side_door_by_widening:
    "'{door}', whose number {numbers} is guarded, can be reached by {flow} (queue {queue}, by widening)",
  number_deep: 'number {number}: {count} menus before a person, more than {most}',
  condition_always_true: "'{asked}' is always true here: '{before}' was checked before",
  condition_always_false: "'{asked}' is always false here: '{before}' was checked before",
  unstaffed: "callers can reach queue '{queue}' when no agent at work may take their calls",
  unstaffed_at:
    "callers can reach queue '{queue}' when no agent at work may take their calls (for example {moment})",
  unstaffed_with_needs:
    "callers who need {skills} can reach queue '{queue}' when no agent at work may take their calls",
  unstaffed_with_needs_at:
    "callers who need {skills} can reach queue '{queue}' when no agent at work may take their calls (for example {moment})",
} as const;
