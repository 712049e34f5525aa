/** The audit trail (`ports/audit.ts`). Rows are never changed; their details are erased with the person whom they are about. */
export const audit = `
  create table audit (
    seq integer primary key,
    entry text not null,
    hash text not null
  );
  create table audit_detail (
    seq integer primary key references audit (seq),
    -- Whose it is: a number; empty: nobody's.
    subject text not null,
    salt text not null,
    value text not null,
    -- 0 and 1 take no room, so that a row that is erased keeps its length.
    erased integer not null default 0
  );
  create trigger audit_is_not_changed before update on audit
    begin select raise(abort, 'the audit trail is append-only'); end;
  create trigger audit_is_not_cut before delete on audit
    begin select raise(abort, 'the audit trail is append-only'); end;
`;
