/** The files of a plan, and what is wrong with them as YAML. */

export const fileFindings = {
  in_section_twice: "'{name}' is in {section} twice",
  include_in_include: 'an included file includes others',
  include_without_files: 'include: does not work here',
  sound_file_unusable: 'the sound file {file} {because}',
  too_many_files: '{count} files are included',
  included_already: '{file} is included already',
  file_cannot_be_read: '{file} cannot be read: {because}',
  file_too_long: 'the file has {count} characters',
  file_empty: 'the file is empty',
  second_document: 'a second document begins here',
  yaml_tag: 'YAML tags are not supported in a plan',
  file_not_a_mapping: 'the file is not a mapping of keys to values',
  yaml_alias: 'YAML anchors and aliases are not supported in a plan',
  file_too_deep: 'the file is nested too deep',
  file_with_too_many_keys: 'the file has too many keys',
  tab_as_indent: 'a tab is used to indent',
  two_keys_on_a_line: 'two keys stand on one line',
  star_begins_alias: "'*' begins a YAML alias here",
  not_valid_yaml: 'this is not valid YAML: {reason}',
} as const;
