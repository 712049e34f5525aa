/** A file to take in. The same file, corrected, is taken again; meanwhile the field shows its name. */
import { useId } from 'preact/hooks';

interface FileFieldProps {
  readonly label: string;
  /** Endings and types, as `accept` has them. */
  readonly accept: string;
  readonly take: (file: File) => void;
}

export function FileField({ label, accept, take }: FileFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="file"
        accept={accept}
        // A browser says nothing of a file that is chosen once more, unless the field was empty.
        onClick={({ currentTarget }) => {
          currentTarget.value = '';
        }}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) take(file);
        }}
      />
    </div>
  );
}
