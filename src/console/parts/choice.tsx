/** Fields of a row of choices: what is looked for, a day, one of several. */
import type { ComponentChildren } from 'preact';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly class?: string;
}

const classOf = (more: string | undefined): string => (more ? `choice ${more}` : 'choice');

export const TextChoice = ({
  label,
  value,
  set,
  class: more,
  type = 'search',
  placeholder,
}: ChoiceProps & { readonly type?: 'search' | 'date'; readonly placeholder?: string }) => (
  <label class={classOf(more)}>
    {label}
    <input
      class="input"
      type={type}
      value={value}
      placeholder={placeholder}
      onInput={({ currentTarget }) => set(currentTarget.value)}
    />
  </label>
);

export const SelectChoice = ({
  label,
  value,
  set,
  class: more,
  children,
}: ChoiceProps & { readonly children: ComponentChildren }) => (
  <label class={classOf(more)}>
    {label}
    <select class="input" value={value} onChange={({ currentTarget }) => set(currentTarget.value)}>
      {children}
    </select>
  </label>
);
