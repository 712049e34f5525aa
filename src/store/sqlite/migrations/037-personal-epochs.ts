/**
 * Personal values by age: up to this one, none stands in an entry that was written after that moment. What is here now may stand
 * in any entry up to now.
 */
export const personalEpochs = `
  create table personal_epoch (
    at integer primary key,
    last integer not null
  );
  insert into personal_epoch
    select cast(unixepoch('subsec') * 1000 as integer), max(id) from personal having max(id) is not null;
`;
