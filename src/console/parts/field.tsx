/** A field of a form to write in: its label above it, and a hint below. Choices of a list's head are in `choice.tsx`. */
import { useId } from 'preact/hooks';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** Lines; if omitted: one, in which Enter sends the form. */
  readonly rows?: number;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  /** What is suggested while one types. */
  readonly known?: readonly string[];
  readonly class?: string;
}

export function TextField({
  label,
  value,
  set,
  rows,
  hint,
  placeholder,
  maxLength,
  isRequired = false,
  known,
  class: more,
}: TextFieldProps) {
  const id = useId();
  const common = {
    id,
    class: 'input',
    value,
    required: isRequired,
    ...(maxLength !== undefined && { maxLength }),
    ...(placeholder !== undefined && { placeholder }),
    ...(hint !== undefined && { 'aria-describedby': `${id}-hint` }),
  };
  return (
    <div class={more ? `field ${more}` : 'field'}>
      <label for={id}>{label}</label>
      {rows === undefined ? (
        <input
          {...common}
          {...(known && { list: `${id}-known` })}
          onInput={({ currentTarget }) => set(currentTarget.value)}
        />
      ) : (
        <textarea {...common} rows={rows} onInput={({ currentTarget }) => set(currentTarget.value)} />
      )}
      {hint !== undefined && (
        <span id={`${id}-hint`} class="hint">
          {hint}
        </span>
      )}
      {known && (
        <datalist id={`${id}-known`}>
          {known.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </div>
  );
}
