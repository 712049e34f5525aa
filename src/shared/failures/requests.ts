/** Why a request to the API was refused. */
import type { Failure } from './failure.ts';

const absent = { status: 404, severity: 'info' } as const;
const now = { status: 409, severity: 'info' } as const;
const large = { status: 413, severity: 'info' } as const;

export const requestFailures = {
  bad_request: {
    status: 400,
    severity: 'info',
    sentence: 'The request has a missing or wrong value.',
    remedy: 'The message names the value. GET /openapi.json describes what is accepted.',
  },
  unauthorized: {
    status: 401,
    severity: 'warning',
    sentence: 'The request has no valid token.',
    remedy:
      'Send `Authorization: Bearer TOKEN`; the token is `api.token` in credentials.json in the state folder.',
  },
  forbidden: {
    status: 403,
    severity: 'warning',
    sentence: 'You do not have the right to do this.',
    remedy: 'Ask an administrator for the right that the message names.',
  },
  out_of_scope: {
    status: 403,
    severity: 'warning',
    sentence: 'Your right does not reach this agent, queue, call or person.',
    remedy: 'GET /v1/me shows your queues and teams. Ask an administrator to widen them.',
  },
  not_found: {
    ...absent,
    sentence: 'This does not exist.',
    remedy: 'GET /openapi.json lists every address.',
  },
  no_such_agent: { ...absent, sentence: 'The plan has no such agent.', remedy: 'GET /v1/agents lists all.' },
  no_such_phone: {
    ...absent,
    sentence: 'The plan has no such phone.',
    remedy: 'Use one of the phones of the plan.',
  },
  no_browser_phone: {
    ...now,
    sentence: 'This agent has no browser phone.',
    remedy: 'Write `phone: browser` for the agent in the plan; who uses the token names the agent.',
  },
  not_merged: {
    ...now,
    sentence: 'No other contact was merged into this one.',
    remedy: 'Only the last merge of a contact can be undone, and only once.',
  },
  no_such_voicemail: {
    ...absent,
    sentence: 'The plan has no voicemail of this name.',
    remedy: 'GET /v1/voicemail-boxes lists all.',
  },
  no_such_rota: {
    ...absent,
    sentence: 'The plan has no on-call rota of this name.',
    remedy: '`cordboard on-call` lists the rotas.',
  },
  no_such_schedule: {
    ...absent,
    sentence: 'The plan has no such schedule.',
    remedy: 'GET /v1/schedules lists all.',
  },
  no_such_place: {
    ...absent,
    sentence: 'The plan has no such number or queue.',
    remedy: 'GET /v1/queues lists the queues; numbers are keys of `numbers` in the plan.',
  },
  not_audible: {
    status: 422,
    severity: 'warning',
    sentence: 'Nothing of the announcement can be played.',
    remedy:
      'Check the text-to-speech command (`cordboard doctor`), or the name of the sound (`cordboard sounds`).',
  },
  no_such_sound: {
    ...absent,
    sentence: 'The library has no such sound in this language.',
    remedy: 'GET /v1/sounds lists all. Upload it on the page Prompts, or with `cordboard sounds add`.',
  },
  sound_not_usable: {
    status: 422,
    severity: 'info',
    sentence: 'The file cannot be used as a sound.',
    remedy: 'The message says why. A WAVE file with PCM sound of up to 10 minutes always works.',
  },
  sound_in_use: {
    ...now,
    sentence: 'The plan plays this sound.',
    remedy: 'Take it out of the plan first; the message names the places.',
  },
  no_such_call: {
    ...absent,
    sentence: 'There is no call with this number.',
    remedy: 'GET /v1/calls lists the last ones.',
  },
  no_such_target: {
    ...absent,
    sentence: 'The caller cannot be transferred there: it is no agent, queue or number.',
    remedy: 'Name an agent, a queue, a number of the plan, or an outside number that the plan allows.',
  },
  not_in_queue: {
    ...now,
    sentence: 'The plan does not let this agent take calls of this queue.',
    remedy: 'GET /v1/agents lists the queues of each agent. To give an agent another queue, change the plan.',
  },
  last_in_queue: {
    ...now,
    sentence: 'No other agent of the queue is ready, so its callers would wait for no one.',
    remedy:
      'Put another agent into the queue first. If you want it anyway, confirm: `anyway` in the request, `--anyway` on the command line.',
  },
  not_dialled_at_phone: {
    ...absent,
    sentence:
      'An agent who dials this at their phone reaches no one: it is no colleague, no number of the plan, and no outside number that they may call.',
    remedy:
      'Name a colleague, by name or number, a number of the plan, or an outside number that `outside calls: by agents` allows.',
  },
  agent_busy: {
    ...now,
    sentence: 'The agent is in a call, or their phone rings or is in use.',
    remedy: 'Try again when the agent is free: GET /v1/agents shows their state.',
  },
  agent_without_phone: {
    ...now,
    sentence: 'No phone of the agent is registered.',
    remedy: 'Check that the phone is on and registered: `cordboard agents`, then `cordboard doctor`.',
  },
  phone_not_rung: {
    status: 502,
    severity: 'warning',
    sentence: 'Asterisk did not ring the phone of the agent.',
    remedy: 'The message has the reply of Asterisk. Check the phone with `cordboard doctor`.',
  },
  no_talk: {
    ...now,
    sentence: 'The caller does not talk with an agent.',
    remedy: 'Only a call in the phase `talking` can be transferred; GET /v1/calls/{id} shows the phase.',
  },
  not_recorded: {
    ...now,
    sentence: 'The call is not being recorded.',
    remedy: '`cordboard why` for the call shows which rule records it, or why none does.',
  },
  no_consultation: {
    ...now,
    sentence: 'The agent has no consultation, or it has not been answered yet.',
    remedy:
      'Start a consultation first: POST /v1/calls/{id}/consult. Wait until the other person has answered.',
  },
  has_second_call: {
    ...now,
    sentence: 'The agent has a second call already.',
    remedy: 'Complete, merge or cancel the second call first.',
  },
  held_by_phone: {
    ...now,
    sentence: 'The agent has put the call on hold with the button of their phone.',
    remedy: 'The agent resumes the call at their phone.',
  },
  no_such_party: {
    ...absent,
    sentence: 'This person is not in the call.',
    remedy: 'GET /v1/calls?state=live lists who is in each call.',
  },
  last_to_serve: {
    ...now,
    sentence: 'No other party in the call can serve the caller.',
    remedy: 'Transfer the caller, or end the call: POST /v1/calls/{id}/hangup.',
  },
  no_such_callback: {
    ...absent,
    sentence: 'There is no such callback, or its caller has been reached.',
    remedy: 'GET /v1/callbacks lists those that wait.',
  },
  no_such_contact: {
    ...absent,
    sentence: 'There is no contact with this number.',
    remedy: 'GET /v1/contacts finds contacts by part of a name or number.',
  },
  caller_has_number: {
    ...now,
    sentence:
      'The caller of this call has a number, so erasing this call alone would leave their other calls.',
    remedy: 'Erase the contact by the number: POST /v1/contacts/{number}/erase.',
  },
  contact_in_call: {
    ...now,
    sentence: 'The contact is in a call, or waits for a callback.',
    remedy: 'Erase again when the call has ended. Cancel a waiting callback first.',
  },
  no_such_plan: {
    ...absent,
    sentence: 'There is no such version of the plan.',
    remedy: 'GET /v1/plan/history lists all.',
  },
  no_such_recording: {
    ...absent,
    sentence: 'There is no recording with this name.',
    remedy: 'GET /v1/voicemails and GET /v1/recordings list what there is.',
  },
  supervision_not_allowed: {
    status: 403,
    severity: 'info',
    sentence: 'The plan does not let this agent supervise calls.',
    remedy: 'Name the agent under `supervision` in the plan.',
  },
  caller_not_told: {
    ...now,
    sentence: 'The caller did not hear that a supervisor may listen, so the call cannot be supervised.',
    remedy: 'Supervise a later call: callers hear the notice before they are connected.',
  },
  supervisor_busy: {
    ...now,
    sentence: 'The supervisor has no free phone.',
    remedy: 'Wait until the supervisor is free, and check that their phone is registered.',
  },
  recording_not_ready: {
    ...now,
    sentence: 'The recording is not complete yet.',
    remedy: 'Try again a few seconds after the end of the call.',
  },
  no_such_part: {
    status: 416,
    severity: 'info',
    sentence: 'The recording has no such part.',
    remedy: 'Ask for bytes below the length that the header Content-Range names.',
  },
  recording_key_missing: {
    ...now,
    sentence: 'The recording is encrypted with a key that this engine does not have.',
    remedy: 'Start the engine with the key whose fingerprint the message names (CORDBOARD_RECORDING_KEY).',
  },
  no_such_webhook: {
    ...absent,
    sentence: 'There is no webhook with this name.',
    remedy: 'GET /v1/webhooks lists all.',
  },
  webhook_exists: {
    ...now,
    sentence: 'There is a webhook with this name already.',
    remedy: 'Change it with PATCH /v1/webhooks/{name}, or choose another name.',
  },
  too_many_webhooks: {
    ...now,
    sentence: 'There are 50 webhooks already.',
    remedy: 'Remove one that you no longer need.',
  },
  target_not_allowed: {
    status: 422,
    severity: 'info',
    sentence: 'Cordboard does not send to this address.',
    remedy:
      'Use a public address with https://. To allow a host inside your network, name it in CORDBOARD_INTERNAL_TARGETS and restart.',
  },
  no_such_delivery: {
    ...absent,
    sentence: 'There is no such delivery.',
    remedy: 'GET /v1/deliveries lists those in the log (default: 14 days).',
  },
  delivery_not_kept: {
    ...now,
    sentence: 'The delivery cannot be sent again: it waits already, or its content is no longer stored.',
    remedy: 'Dead deliveries can be sent again, and webhooks of events while the event is in the journal.',
  },
  mail_not_set_up: {
    ...now,
    sentence: 'No mail server is set.',
    remedy: 'Set CORDBOARD_SMTP_HOST and CORDBOARD_SMTP_FROM, and restart: docs/mail.md.',
  },
  helpdesk_not_set_up: {
    ...now,
    sentence: 'No helpdesk is set that may tell of its tickets.',
    remedy: 'Set CORDBOARD_HELPDESK_URL, _TOKEN, _GROUP and _SECRET, and restart: docs/tickets.md.',
  },
  recording_on_hold: {
    ...now,
    sentence: 'A recording of this contact is on legal hold, so the contact cannot be erased.',
    remedy: 'End the hold first: `cordboard recordings release ID`.',
  },
  method_not_allowed: {
    status: 405,
    severity: 'info',
    sentence: 'This address does not accept this method.',
    remedy: 'GET /openapi.json lists every address with its methods.',
  },
  request_timed_out: {
    status: 408,
    severity: 'info',
    sentence: 'The request did not arrive in time.',
    remedy: 'Send it again, whole.',
  },
  conflict: {
    ...now,
    sentence: 'This is not possible at the moment.',
    remedy: 'Read the current state, then try again.',
  },
  no_such_ticket: {
    ...absent,
    sentence: 'There is no such ticket, or it is none of yours.',
    remedy: '`cordboard tickets` lists them.',
  },
  no_such_row: {
    status: 400,
    severity: 'info',
    sentence: 'The report has no row of this name.',
    remedy: 'Without `only`, the report has all rows.',
  },
  no_such_article: {
    ...absent,
    sentence: 'There is no such article, or it has no such version.',
    remedy: '`cordboard articles` lists them.',
  },
  article_changed_meanwhile: {
    ...now,
    sentence: 'The article was changed by someone else in the meantime.',
    remedy: 'Read the article again, repeat your change, and save it with the new version.',
  },
  no_such_scorecard: {
    ...absent,
    sentence: 'There is no scorecard of this name.',
    remedy: '`cordboard reviews scorecards` lists them.',
  },
  no_such_review: {
    ...absent,
    sentence: 'There is no such review, or it is none of yours.',
    remedy: '`cordboard reviews` lists them.',
  },
  no_such_case: {
    ...absent,
    sentence: 'The library has no such case.',
    remedy: '`cordboard cases` lists them.',
  },
  case_without_sound: {
    ...absent,
    sentence: 'The recording of this case cannot be heard.',
    remedy:
      'It needs a recording that still exists, whose caller agreed to be recorded, and a case that includes it.',
  },
  no_such_result: {
    status: 400,
    severity: 'info',
    sentence: 'The agents of this queue cannot give this result or detail.',
    remedy: 'GET /v1/results lists the results of each queue with their details.',
  },
  not_served: {
    ...now,
    sentence: 'The agent has not talked in this call.',
    remedy: 'Name an agent who has; GET /v1/calls/{id} shows them.',
  },
  result_required: {
    ...now,
    sentence: 'Wrap-up ends when the result of the call is given.',
    remedy: 'Give the result: `cordboard results set CALL RESULT`. A supervisor can end wrap-up without it.',
  },
  no_such_pause: {
    status: 400,
    severity: 'warning',
    sentence: 'The plan has no pause with this reason.',
    remedy: 'Use a reason from `pauses` in the plan; the message lists them.',
  },
  not_in_wrap_up: {
    ...now,
    sentence: 'The agent is not in wrap-up.',
    remedy: 'Extend a wrap-up while it lasts.',
  },
  plan_changed_meanwhile: {
    ...now,
    sentence: 'The plan was changed by someone else in the meantime.',
    remedy: 'Read the plan again, repeat your change, and apply it with the new version.',
  },
  backup_running: { ...now, sentence: 'A backup is already running.', remedy: 'Try again in a moment.' },
  import_running: { ...now, sentence: 'An import is already running.', remedy: 'Try again in a moment.' },
  engine_replaced: {
    ...now,
    sentence: 'Another engine has taken over.',
    remedy: 'Send the request to the engine that runs now.',
  },
  too_large: { ...large, sentence: 'The request is too large.', remedy: 'Send less at once.' },
  unsupported_media_type: {
    status: 415,
    severity: 'info',
    sentence: 'This content type is not accepted.',
    remedy: 'Send `application/json`, or `text/csv` for an import.',
  },
  plan_needs_yes: {
    status: 409,
    severity: 'warning',
    sentence: 'A trunk of the plan has no password on this machine, so nothing was changed.',
    remedy:
      'Set the environment variable and restart the engine, or apply the plan with `withoutPasswords: true` (CLI: `--yes`).',
  },
  plan_refused: {
    status: 422,
    severity: 'info',
    sentence: 'The plan has errors, so nothing was changed.',
    remedy: 'Correct what the findings name; `cordboard check` shows the same.',
  },
  no_caller_page: {
    ...absent,
    sentence: 'No number can be called from the browser here.',
    remedy: 'Name the numbers under `caller page` in the plan (docs/console.md).',
  },
  not_on_caller_page: {
    status: 403,
    severity: 'warning',
    sentence: 'This number cannot be called from the browser.',
    remedy: 'Call one of the numbers on the page. The plan lists them under `caller page`.',
  },
  caller_page_busy: {
    status: 429,
    severity: 'info',
    sentence: 'Too many calls come from the browser at the moment.',
    remedy: 'Try again in a few minutes. The plan has the limits under `caller page`.',
  },
  caller_page_too_often: {
    status: 429,
    severity: 'info',
    sentence: 'Too many calls came from your address within an hour.',
    remedy: 'Try again later. The plan has the limit under `caller page`.',
  },
  too_many_requests: {
    status: 429,
    severity: 'warning',
    sentence: 'Too many requests came from this address.',
    remedy: 'Wait a minute. To follow what happens, use the live stream instead of polling.',
  },
  internal: {
    status: 500,
    severity: 'error',
    sentence: 'The request failed because of a fault in Cordboard.',
    remedy: 'The log says why. Include those lines when you report it.',
  },
  not_ready: {
    status: 503,
    severity: 'warning',
    sentence: 'The engine is not ready yet.',
    remedy: 'Try again once GET /healthz says `ready`.',
  },
  unavailable: {
    status: 503,
    severity: 'error',
    sentence: 'The answer did not come in time.',
    remedy: 'Try again. If it repeats, run `cordboard doctor`.',
  },
  plan_not_taken: {
    status: 503,
    severity: 'error',
    sentence: 'Asterisk is out of reach or did not accept the plan, so nothing was changed.',
    remedy: 'Try again once `cordboard status` says that calls are routed.',
  },
} as const satisfies Readonly<Record<string, Failure>>;

export type RequestFailureCode = keyof typeof requestFailures;
