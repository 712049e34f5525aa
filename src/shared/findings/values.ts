/** Single values of a plan that do not fit their place. */

export const valueFindings = {
  not_a_language_of_this_plan: "'{name}' is not a language of this plan",
  language_and_languages: "the plan has both 'language' and 'languages'",
  languages_empty: "'languages' is empty",
  no_built_in_prompts: "there are no built-in prompts in '{language}'",
  value_faulty: '{value}: {fault}',
  not_what_belongs_here: "'{text}' is not {expected}",
  two_in_one_step: "'{first}' and '{second}' are in one step",
  no_such_key: "{whole} has no key '{key}'",
  key_missing: "{whole} has no '{key}'",
  not_quoted: '{value} is not quoted',
  not_a_key: 'a key is missing, or is not a word',
  written_twice: '{what} is written twice',
  value_is_not: '{value} is not {expected}',
  list_empty: '{value} is an empty list',
  value_empty: '{value} is empty',
  value_wrong: '{value} is {found}, not {expected}',
  control_characters: '{value} contains control characters',
  too_long: '{value} has {count} characters',
  out_of_range: '{value} is {found}',
  steps_empty: '{value} is an empty list of steps',
} as const;
